# The two commands of a newcomer: make run, make test.
# Needs Go, gcc and g++ (DuckDB is linked in), make and git.

BIN     := bin/gongkai
SOURCES := $(shell find cmd ingest analytics dashboard data -type f -not -name '*_test.go')
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

.PHONY: run build test check bench fuzz soak clean

## run: load the bundled reports on the first start and serve http://127.0.0.1:8080
run: build
	$(BIN) serve --samples

build: $(BIN)

$(BIN): $(SOURCES) go.mod go.sum
	go build -trimpath -ldflags "-X main.version=$(VERSION)" -o $@ ./cmd/gongkai

## test: install what the tests need when it is missing, then run everything
# check vets already; some 20 test programs hold DuckDB, and link in half the
# time without debugger's tables.
test: check
	.ci/prepare
	go test -timeout 14m -vet=off -ldflags='-s -w' ./...

## check: formatting and vet
check:
	@test -z "$$(gofmt -l cmd ingest analytics dashboard data)" || { gofmt -l cmd ingest analytics dashboard data; echo 'run gofmt -w on these files'; exit 1; }
	go vet ./...

## bench: reading, publishing and serving speed; not part of the tests
bench:
	go test -run '^$$' -bench . -benchtime 2s ./ingest/... ./data/... ./analytics/... ./dashboard/... ./cmd/...

## fuzz: each reader, the recogniser and the resolver, FUZZTIME each
FUZZTIME ?= 60s
fuzz:
	@grep -ro --include='*_test.go' -H '^func Fuzz[A-Za-z0-9]*' ingest data dashboard analytics | sed 's/:func / /' | while read -r file name; do \
		echo "$$name in $$(dirname "$$file")"; \
		go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5x "./$$(dirname "$$file")" || exit 1; \
	done

## soak: kill ingests and publishers again and again, with the race detector; then kills at random moments, moves of
## the pointer under requests, and generated SQL for an hour
soak:
	go test -race -run 'Kill|Crash|Follow' -count 10 -timeout 60m ./cmd/gongkai ./data/store
	GONGKAI_KILLS=2000 go test -run 'TestKills$$' -v -timeout 110m ./cmd/gongkai
	GONGKAI_SWAPS=1000 go test -run Swaps -v -timeout 30m ./dashboard
	GONGKAI_SOAK=1h go test -run GeneratedSoak -v -timeout 80m ./analytics/cage

clean:
	rm -rf bin
