package cage

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/analytics/duck"
)

// unguardedWord starts a process that runs one statement of any kind, without
// the check.
const unguardedWord = "unguarded"

// unguardedOrder is what such a process is told. A free one is not confined
// either, so as to see that the statements do harm where nothing hinders them.
type unguardedOrder struct {
	Opening opening
	Free    bool
	Text    string
}

// vital are settings that no statement may change.
const vital = `SELECT string_agg(name || '=' || value, ' ' ORDER BY name) FROM duckdb_settings()
	WHERE name IN ('access_mode', 'enable_external_access', 'lock_configuration', 'max_memory', 'max_temp_directory_size', 'temp_directory', 'threads',
		'allow_community_extensions', 'allow_persistent_secrets', 'allow_unsigned_extensions', 'autoinstall_known_extensions', 'autoload_known_extensions')`

// unguarded is that process: it writes what the statement gave, and what became
// of the settings.
func unguarded() int {
	var o unguardedOrder
	if err := json.NewDecoder(bufio.NewReader(os.Stdin)).Decode(&o); err != nil {
		return 1
	}
	conn, err := unguardedConn(o)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	before, err := conn.Texts(vital)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	rows, err := conn.Texts(o.Text)
	fmt.Printf("%.100000q %v\n", rows, err)
	if after, err := conn.Texts(vital); err == nil && fmt.Sprint(after) != fmt.Sprint(before) {
		fmt.Println("settings changed:", after)
	}
	return 0
}

func unguardedConn(o unguardedOrder) (*duck.Conn, error) {
	if o.Free {
		return duck.Open(o.Opening.Snapshot)
	}
	conn, err := open(o.Opening)
	if err != nil {
		return nil, err
	}
	return conn, confine(o.Opening.Limits)
}

// bait is a folder in place of those that the corpus names, with files that
// tell when they were read, and a listener in place of its hosts.
type bait struct {
	dir      string
	listener net.Listener
	called   atomic.Int32
	places   *strings.Replacer
}

// baitWord stands in each file and in the name of one.
const baitWord = "bitten-7f3a"

func newBait(t *testing.T) *bait {
	t.Helper()
	b := &bait{dir: t.TempDir()}
	for _, name := range []string{"passwd", "passwd.csv", "hostname", "hosts", "hosts.csv", "group", "shadow", "motd.csv", "a.csv", "t.csv", "os-release", baitWord} {
		if err := os.WriteFile(filepath.Join(b.dir, name), []byte("column0,column1\n"+baitWord+",1\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if b.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	go func() {
		for {
			c, err := b.listener.Accept()
			if err != nil {
				return
			}
			b.called.Add(1)
			c.Close()
		}
	}()
	t.Cleanup(func() { b.listener.Close() })
	here := b.dir + "/"
	b.places = strings.NewReplacer("/etc/", here, "/srv/", here, "/tmp/", here, "/root/", here, "127.0.0.1:9", b.listener.Addr().String())
	return b
}

// run gives a statement to a process of its own.
func (b *bait) run(tb testing.TB, free bool, text string) string {
	tb.Helper()
	self, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	order, err := json.Marshal(unguardedOrder{opening{Snapshot: samples(tb), Limits: Limits{Time: 3 * time.Second, Memory: hostileMemory}.orUsual()}, free, text})
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(tb.Context(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, self, unguardedWord)
	apart(cmd)
	cmd.Stdin = bytes.NewReader(order)
	out, _ := cmd.Output() // it may well die
	return string(out)
}

// each gives statements to processes, two at once, and what they said to see.
func (b *bait) each(tb testing.TB, free bool, list []hostile, see func(h hostile, said string)) {
	tb.Helper()
	var work sync.WaitGroup
	all := make(chan hostile)
	for range 2 {
		work.Go(func() {
			for h := range all {
				see(h, b.run(tb, free, b.places.Replace(h.text)))
			}
		})
	}
	for _, h := range list {
		all <- h
	}
	close(all)
	work.Wait()
}

// files counts those of the bait.
func (b *bait) files(tb testing.TB) int {
	tb.Helper()
	list, err := os.ReadDir(b.dir)
	if err != nil {
		tb.Fatal(err)
	}
	return len(list)
}

// Where a statement gets past the check, what the child gave up still holds:
// no file is read or written, no connection made, no setting changed.
func TestUnguarded(t *testing.T) {
	before, b := traces(t), newBait(t)
	lain := b.files(t)
	var held, biting []hostile
	for _, h := range corpus(t) {
		harmful := h.expect == refused && len(h.text) < 2_000 &&
			slices.Contains([]string{"files", "network", "settings", "catalogue", "temporary", "transactions", "several", "writes", "dynamic"}, h.kind)
		if harmful {
			held = append(held, h)
		}
		if harmful && h.kind == "files" && b.places.Replace(h.text) != h.text && !strings.Contains(h.text, "**") && !strings.Contains(h.text, "RECURSIVE") {
			biting = append(biting, h)
		}
	}
	b.each(t, false, held, func(h hostile, said string) {
		for _, sign := range []string{baitWord, "settings changed", "root:x:"} {
			if strings.Contains(said, sign) {
				t.Errorf("%s: %.300s", h, said)
			}
		}
	})
	if n := b.files(t) - lain; n > 0 {
		t.Errorf("%d files were made", n)
	}
	if n := b.called.Load(); n > 0 {
		t.Errorf("%d connections", n)
	}
	untouched(t, before)

	// they bite where nothing holds them
	var read atomic.Int32
	b.each(t, true, biting, func(_ hostile, said string) {
		if strings.Contains(said, baitWord) {
			read.Add(1)
		}
	})
	made := b.files(t) - lain
	t.Logf("%d statements held; unconfined, %d of %d show what is in a file, and %d files are made", len(held), read.Load(), len(biting), made)
	if read.Load() < 20 || made == 0 {
		t.Error("the statements would do no harm: this shows nothing")
	}
}
