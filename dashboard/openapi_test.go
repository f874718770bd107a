package dashboard

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"

	invopop "github.com/invopop/jsonschema"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongkai/analytics/cage"
	"gongkai/data"
	"gongkai/ingest"
)

// orNull lets a struct's pointers be null that are written even if they are nil.
func orNull(s *invopop.Schema, of reflect.Type) {
	if of == nil || of.Kind() != reflect.Struct {
		return
	}
	for i := range of.NumField() {
		f := of.Field(i)
		if f.Anonymous {
			orNull(s, f.Type)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Type.Kind() != reflect.Pointer || strings.Contains(options, "omitempty") {
			continue
		}
		if former, found := s.Properties.Get(name); found {
			s.Properties.Set(name, &invopop.Schema{OneOf: []*invopop.Schema{former, {Type: "null"}}})
		}
	}
}

// schemasOf makes the schemas of all answers, with the words of the source.
func schemasOf(t *testing.T, points []endpoint) []byte {
	t.Helper()
	number, seen := reflect.TypeFor[data.Number](), map[string]reflect.Type{}
	r := &invopop.Reflector{AllowAdditionalProperties: true, Anonymous: true,
		Namer: func(of reflect.Type) string {
			name := schemaName(of)
			if former := seen[name]; of.Kind() == reflect.Struct && name != "" && former != nil && former != of {
				t.Errorf("%v and %v are both called %s", former, of, name)
			}
			seen[name] = of
			return name
		},
		Mapper: func(of reflect.Type) *invopop.Schema {
			if of == number {
				return &invopop.Schema{Type: "number", Description: "exact decimal"}
			}
			return nil
		}}
	for _, folder := range []string{"data", "data/form", "analytics", "dashboard"} {
		if err := r.AddGoComments("gongkai", "../"+folder); err != nil {
			t.Fatal(err)
		}
	}
	words := map[string]string{}
	for name, text := range r.CommentMap { // paths as the reflector asks for them
		words["gongkai/"+name] = text
	}
	r.CommentMap = words
	all := map[string]*invopop.Schema{}
	for _, e := range append(points, endpoint{answers: Problem{}}) {
		for name, s := range r.ReflectFromType(reflect.TypeOf(e.answers)).Definitions {
			all[name] = s
		}
	}
	for name, s := range all {
		orNull(s, seen[name])
	}
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.ReplaceAll(b, []byte("#/$defs/"), []byte("#/components/schemas/"))
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", " "); err != nil {
		t.Fatal(err)
	}
	return append(out.Bytes(), '\n')
}

// The schemas are those of the Go types. GONGKAI_GOLDEN=1 writes them anew.
func TestSchemas(t *testing.T) {
	s := &Server{Config: Config{Catalogue: samples.catalogue}}
	want := schemasOf(t, s.endpoints())
	if os.Getenv("GONGKAI_GOLDEN") != "" {
		if err := os.WriteFile("schemas.json", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want, schemas) {
		t.Error("dashboard/schemas.json is not that of the types: GONGKAI_GOLDEN=1 go test ./dashboard -run TestSchemas")
	}
}

// What endpoints answer is what the document says, for each of them.
func TestAnswersFitTheirSchemas(t *testing.T) {
	job := judging(t)
	if _, _, err := job.Waive(t.Context(), ingest.Judgement{Body: "350128:平潭综合实验区", Year: 2020, Reason: "原件如此", Author: "张三"}, "t3.outcomes", "natural"); err != nil {
		t.Fatal(err)
	}
	root, judged := startSQL(t, cage.Limits{}), start(t, job.Store)
	var doc map[string]any
	fetchJSON(t, root+apiRoot+"/openapi.json", &doc)
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("doc.json", doc); err != nil {
		t.Fatal(err)
	}
	for _, e := range (&Server{Config: Config{Catalogue: samples.catalogue}}).endpoints() {
		t.Run(e.name, func(t *testing.T) {
			path := strings.NewReplacer("/", "~1", "{", "%7B", "}", "%7D").Replace(pathTemplate(e.path))
			schema, err := compiler.Compile("doc.json#/paths/" + path + "/get/responses/200/content/application~1json/schema")
			if err != nil {
				t.Fatal(err)
			}
			at := root
			if e.name == "verdicts" {
				at = judged
			}
			var answer any
			fetchJSON(t, at+e.example(), &answer)
			if err := schema.Validate(answer); err != nil {
				t.Errorf("%s: %v", e.example(), err)
			}
			if list, is := answer.(map[string]any); is && len(list) == 0 {
				t.Error("nothing is answered")
			}
		})
	}
}

// example is an address of the endpoint that has an answer.
func (e endpoint) example() string {
	path, query := e.path, "?lang=en"
	for _, p := range e.takes {
		value := p.example
		switch {
		case p.name == "year" && p.inPath:
			value = "2020"
		case !p.required:
			continue
		}
		if p.inPath {
			path = strings.Replace(path, ":"+p.name, value, 1)
		} else {
			query += "&" + p.name + "=" + url.QueryEscape(value)
		}
	}
	return apiRoot + path + query
}

func fetchJSON(t *testing.T, address string, into any) {
	t.Helper()
	got := get(t, address)
	if got.status != http.StatusOK {
		t.Fatalf("%s: %d %.300s", address, got.status, got.body)
	}
	mustUnmarshal(t, got.body, into)
}

// The document names each route, and nothing else.
func TestOpenAPI(t *testing.T) {
	root := start(t, samples.dir)
	for _, lang := range []string{"zh", "en"} {
		var doc struct {
			OpenAPI string
			Paths   map[string]map[string]struct {
				OperationID string
				Summary     string
				Parameters  []struct{ Name, In, Description string }
			}
		}
		fetchJSON(t, root+apiRoot+"/openapi.json?lang="+lang, &doc)
		points := (&Server{Config: Config{Catalogue: samples.catalogue}}).endpoints()
		if doc.OpenAPI != "3.1.0" || len(doc.Paths) != len(points) {
			t.Fatalf("%s with %d paths of %d", doc.OpenAPI, len(doc.Paths), len(points))
		}
		for _, e := range points {
			op, found := doc.Paths[pathTemplate(e.path)]["get"]
			if !found || op.OperationID != e.name || op.Summary != e.title.In(data.Lang(lang)) {
				t.Errorf("%s: %+v", e.path, op)
			}
			for _, p := range op.Parameters {
				if p.Description == "" {
					t.Errorf("%s: nothing is said of %s", e.path, p.Name)
				}
			}
		}
	}
	page := get(t, root+"/api").body
	for _, want := range []string{"/api/v1/series", "GET ", `href="/api/v1/openapi.json"`, "data-in-path"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q on the page", want)
		}
	}
}
