package pdf

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	pdfium "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	memoryPages  = 1536     // of 64 KB: 96 MB for PDFium, the file included
	maxWorkers   = 4        // a worker holds 20 to 30 MB, and up to 100 MB while it reads a huge file
	reuseBelow   = 48 << 20 // a worker whose memory grew beyond is not used again
	compileGC    = 15       // percent, while compiling: its peak is what counts
	workerWait   = 10 * time.Minute
	cacheSubPath = "gongkai"
)

// engine owns PDFium: compiled once, at the first document, and kept.
type engine struct {
	mu      sync.Mutex // of what follows
	noCache bool
	pool    pdfium.Pool
	failed  error
}

var shared = &engine{}

// running starts PDFium if need be.
func (e *engine) running() (pdfium.Pool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil && e.failed == nil {
		e.pool, e.failed = e.start()
	}
	return e.pool, e.failed
}

// start loads the compiled code or compiles it. The context carries what
// wazero takes from contexts; it has no end.
func (e *engine) start() (pdfium.Pool, error) {
	// PDFium needs exception handling; ending a call at its deadline needs
	// checks in every loop, which triple the time, but nothing else stops
	// compiled code: without them a runaway file would stop the whole process.
	config := wazero.NewRuntimeConfigCompiler().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCloseOnContextDone(true).
		WithDebugInfoEnabled(false).
		WithMemoryLimitPages(memoryPages)
	var cache wazero.CompilationCache
	if !e.noCache {
		cache = openCache()
	}
	if cache != nil {
		config = config.WithCompilationCache(cache)
	}
	workers := min(runtime.GOMAXPROCS(0), maxWorkers)
	before := debug.SetGCPercent(compileGC)
	defer debug.SetGCPercent(before)
	pool, err := webassembly.Init(webassembly.Config{
		Context:       withOwnMemory(context.Background()),
		MaxIdle:       workers,
		MaxTotal:      workers,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // no folder of this machine
		Stdout:        io.Discard,
		Stderr:        io.Discard,
		ReuseWorkers:  true,
	})
	if err != nil && cache != nil { // a broken or full cache must not stop the reading
		cache.Close(context.Background())
		e.noCache = true
		return e.start()
	}
	if err == nil {
		debug.FreeOSMemory() // what compiling took
	}
	return pool, err
}

// openCache keeps PDFium's compiled code (21 MB) in the folder gongkai of the
// user's cache folder. It returns nil where no folder can be written: then each
// start compiles anew, for 3 s and about 300 MB.
func openCache() wazero.CompilationCache {
	user, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	dir := filepath.Join(user, cacheSubPath)
	if !writable(dir) {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return cache
}

func writable(dir string) bool {
	if os.MkdirAll(dir, 0o700) != nil {
		return false
	}
	f, err := os.CreateTemp(dir, "probe*")
	if err != nil {
		return false
	}
	f.Close()
	return os.Remove(f.Name()) == nil
}

// take waits for a free worker.
func (e *engine) take() (w *worker, err error) {
	defer func() {
		if r := recover(); r != nil { // wazero's, where memory cannot be had
			err = fmt.Errorf("%v", r)
		}
	}()
	pool, err := e.running()
	if err != nil {
		return nil, err
	}
	instance, err := pool.GetInstance(workerWait)
	if err != nil {
		return nil, err
	}
	if w, err = newWorker(instance); err != nil {
		instance.Kill()
		return nil, err
	}
	return w, nil
}

// giveBack returns a worker, or throws it away after an error inside it: what
// it holds in memory can no longer be trusted.
func (e *engine) giveBack(w *worker, broken bool) {
	if broken || w.memory.Size() > reuseBelow {
		w.instance.Kill()
		return
	}
	w.instance.Close()
}
