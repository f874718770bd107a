package main

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/netip"

	"gongkai/dashboard"
	"gongkai/dashboard/pgwire"
	"gongkai/data"
)

// pgFlag says where PostgreSQL's clients are answered.
type pgFlag struct {
	PG     string `name:"pg" help:"供 psql、DBeaver 等 PostgreSQL 客户端只读查询的地址，如 127.0.0.1:5433；缺省不开放" placeholder:"ADDRESS" env:"GONGKAI_PG"`
	PGCert string `name:"pg-cert" help:"该地址的 TLS 证书（PEM）" type:"path" env:"GONGKAI_PG_CERT"`
	PGKey  string `name:"pg-key" help:"该证书的私钥（PEM）" type:"path" env:"GONGKAI_PG_KEY"`
}

// serve answers PostgreSQL's clients until it is closed; without an address it
// does nothing. A password is an API key in plain text, so that what others can
// reach needs TLS. Codes "pg_plain", "pg_certificate", "cannot_listen".
func (f pgFlag) serve(s *surroundings, server *dashboard.Server) (end func(), err error) {
	if f.PG == "" {
		return func() {}, nil
	}
	var config pgwire.Config
	if f.PGCert != "" || f.PGKey != "" {
		pair, err := tls.LoadX509KeyPair(f.PGCert, f.PGKey)
		if err != nil {
			return nil, &data.Error{Code: "pg_certificate", Place: f.PGCert, Err: err,
				Reason: data.Text{ZH: "证书或私钥读不出：" + err.Error(), EN: "cannot read the certificate or its key: " + err.Error()},
				Way:    data.Text{ZH: "请以 --pg-cert 和 --pg-key 给出 PEM 文件", EN: "give PEM files as --pg-cert and --pg-key"}}
		}
		config.TLS = &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
	}
	ln, err := net.Listen("tcp", f.PG)
	if err != nil {
		return nil, &data.Error{Code: "cannot_listen", Place: f.PG, Err: err,
			Reason: data.Text{ZH: "无法监听：" + err.Error(), EN: "cannot listen: " + err.Error()},
			Way:    data.Text{ZH: "请换一个端口：--pg 127.0.0.1:5433", EN: "try another port: --pg 127.0.0.1:5433"}}
	}
	if at, _ := netip.ParseAddrPort(ln.Addr().String()); config.TLS == nil && !at.Addr().Unmap().IsLoopback() {
		ln.Close()
		return nil, &data.Error{Code: "pg_plain", Place: f.PG,
			Reason: data.Text{ZH: "密码不能明文经过网络", EN: "passwords must not cross a network in plain text"},
			Way:    data.Text{ZH: "请以 --pg-cert 和 --pg-key 给出证书，或只监听 127.0.0.1", EN: "give a certificate with --pg-cert and --pg-key, or listen on 127.0.0.1 only"}}
	}
	endpoint := server.Postgres(config)
	done := make(chan error, 1)
	go func() { done <- endpoint.Serve(ln) }()
	fmt.Fprintf(s.stdout, data.Text{ZH: "PostgreSQL 客户端可连接：%s\n", EN: "PostgreSQL's clients can connect to %s\n"}.In(s.lang), ln.Addr())
	return func() {
		endpoint.Close()
		<-done
	}, nil
}
