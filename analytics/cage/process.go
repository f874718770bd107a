package cage

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"

	"gongkai/data"
)

// process is a child with one snapshot open, for one statement.
type process struct {
	snapshot string
	cmd      *exec.Cmd
	in       io.WriteCloser
	out      *bufio.Reader
	buffer   []byte
	ready    bool

	killed, ended sync.Once
	state         *os.ProcessState
	most          atomic.Int64 // bytes of memory
}

// start starts a child and gives it the snapshot; it opens it meanwhile.
func start(binary string, o opening) (*process, error) {
	cmd := exec.Command(binary, Word)
	cmd.Args[0] = "gongkai"
	apart(cmd)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, noCage(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, noCage(err)
	}
	if err := cmd.Start(); err != nil {
		return nil, noCage(err)
	}
	p := &process{snapshot: o.Snapshot, cmd: cmd, in: in, out: bufio.NewReaderSize(out, 256<<10)}
	if err := p.tell(o); err != nil {
		p.end()
		return nil, noCage(err)
	}
	return p, nil
}

// opened waits until the child has its snapshot open and can do nothing else
// any more.
func (p *process) opened() bool {
	if p.ready {
		return true
	}
	kind, _, err := p.read()
	p.ready = err == nil && kind == frameReady
	return p.ready
}

// tell writes one line to the child.
func (p *process) tell(v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = p.in.Write(append(line, '\n'))
	return err
}

// read reads the next frame, valid until the next call.
func (p *process) read() (kind byte, content []byte, err error) {
	kind, p.buffer, err = readFrame(p.out, p.buffer)
	return kind, p.buffer, err
}

// kill ends the child at once; end must still be called. It does so only once:
// a child that was waited for may have left its number to another.
func (p *process) kill() {
	p.killed.Do(func() {
		p.most.Store(peak(p.cmd.Process.Pid))
		killGroup(p.cmd.Process.Pid)
	})
}

// end ends the child and waits for it.
func (p *process) end() {
	p.ended.Do(func() {
		p.kill()
		p.in.Close()
		_ = p.cmd.Wait() // it was killed
		p.state = p.cmd.ProcessState
	})
}

// noCage says that no child can be started, or confine itself.
func noCage(err error) error {
	return &data.Error{Code: "sql_no_cage", Err: err,
		Reason: data.Text{ZH: "本机不能隔离查询进程，SQL 暂不可用", EN: "this machine cannot confine a query, so SQL is not available"},
		Way:    data.Text{ZH: "请在 Linux（x86-64 或 ARM64）上部署，并查看日志", EN: "deploy on Linux (x86-64 or ARM64), and see the log"}}
}
