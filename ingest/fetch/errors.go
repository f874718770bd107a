package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"

	"gongkai/data"
	"gongkai/ingest/document"
)

// refuse is the error of an address: as document.Refuse, with the address as
// the file.
func refuse(code string, u *url.URL, zh, en, wayZH, wayEN string) error {
	return document.Refuse(code, u.String(), zh, en, wayZH, wayEN)
}

// unreachable is the error of a request that got no whole answer. Codes:
// "private_address", "no_host", "certificate", "timeout" and "unreachable";
// "interrupted" when the run was.
func unreachable(ctx context.Context, u *url.URL, err error) error {
	if e := (*data.Error)(nil); errors.As(err, &e) {
		return err
	}
	if ctx.Err() != nil {
		return refuse("interrupted", u, "已中断", "interrupted", "再运行一次即接着抓取", "run it again to go on")
	}
	var private *privateAddress
	var dns *net.DNSError
	var authority x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var hostname x509.HostnameError
	var verification *tls.CertificateVerificationError
	var late net.Error
	switch {
	case errors.As(err, &private):
		return refuse("private_address", u, "指向内网或保留地址，未连接", "it leads to a private or reserved address; not connected",
			"确需抓取内网时加 --allow-private", "use --allow-private for pages of your own network")
	case errors.As(err, &dns):
		return refuse("no_host", u, "找不到网站", "no such host", "请检查网址和网络", "check address and network")
	case errors.As(err, &verification), errors.As(err, &authority), errors.As(err, &invalid), errors.As(err, &hostname):
		return refuse("certificate", u, "网站证书有误", "bad certificate", "请在浏览器中打开并另存", "open it in a browser and save it")
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &late) && late.Timeout():
		return refuse("timeout", u, "网站响应太慢", "the site is too slow", "请过些时候再试，或加大 --timeout", "try again later, or raise --timeout")
	}
	return &data.Error{Code: "unreachable", File: u.String(), Err: err,
		Reason: data.Text{ZH: "连不上网站：" + err.Error(), EN: "cannot reach the site: " + err.Error()},
		Way:    data.Text{ZH: "请过些时候再试", EN: "try again later"}}
}

// badStatus is the error of an answer that is no page. Codes: "not_found",
// "forbidden", "busy" and "http_status".
func badStatus(u *url.URL, status int) error {
	n := strconv.Itoa(status)
	switch status {
	case http.StatusNotFound, http.StatusGone:
		return refuse("not_found", u, "页面不存在（"+n+"）", "no such page ("+n+")", "请检查网址", "check the address")
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusPreconditionFailed:
		return refuse("forbidden", u, "网站拒绝访问（"+n+"）", "the site refuses ("+n+")", "请在浏览器中打开并另存", "open it in a browser and save it")
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return refuse("busy", u, "网站暂时不提供服务（"+n+"）", "the site is busy ("+n+")", "请过些时候再试", "try again later")
	}
	return refuse("http_status", u, "网站返回 "+n, "the site answers "+n, "请过些时候再试", "try again later")
}
