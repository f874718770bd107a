package main

import (
	"bytes"
	"strings"
	"testing"

	"gongkai/data"
)

// What an office says is kept with author and day, shown by the running server
// at once, and taken back with a reason.
func TestAnnotate(t *testing.T) {
	dir := t.TempDir()
	r := serve(t, serveCommand{storeFlag: storeFlag{Store: dir}, Listen: "127.0.0.1:0", Samples: true})
	page := "trends?body=350128:%E5%B9%B3%E6%BD%AD%E7%BB%BC%E5%90%88%E5%AE%9E%E9%AA%8C%E5%8C%BA"
	if _, body := r.fetch(t, page); strings.Contains(body, "集中办理") {
		t.Fatal("there is nothing yet")
	}
	var out bytes.Buffer
	s := &surroundings{&out, &out, data.Chinese}
	add := addAnnotation{storeFlag: storeFlag{Store: dir}, Body: "平潭综合实验区", Year: 2022, Indicator: "decisions.licence", Author: "政务公开办", Text: "许可由审批局集中办理"}
	if err := add.Run(s); err != nil {
		t.Fatal(err)
	}
	if _, body := r.fetch(t, page); !strings.Contains(body, "❶ 2022 平潭综合实验区：许可由审批局集中办理（政务公开办，") {
		t.Error("the running server does not show it")
	}
	if err := (&listAnnotations{storeFlag{Store: dir}}).Run(s); err != nil || !strings.Contains(out.String(), "1\t350128:平潭综合实验区\t2022\tdecisions.licence\t许可由审批局集中办理\t政务公开办\t") {
		t.Errorf("%s %v", &out, err)
	}
	if err := (&removeAnnotation{storeFlag: storeFlag{Store: dir}, ID: 1, Reason: "重复", Author: "乙"}).Run(s); err != nil {
		t.Fatal(err)
	}
	if _, body := r.fetch(t, page); strings.Contains(body, "集中办理") {
		t.Error("taken back, and still shown")
	}
	for code, bad := range map[string]func(*addAnnotation){
		"unknown_body": func(c *addAnnotation) { c.Body = "没有这里" }, "unknown_indicator": func(c *addAnnotation) { c.Indicator = "x" },
		"bad_annotation": func(c *addAnnotation) { c.Year = 1900 },
	} {
		c := add
		bad(&c)
		if err := c.Run(s); data.Code(err) != code {
			t.Errorf("%s: %v", code, err)
		}
	}
}
