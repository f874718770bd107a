package analytics_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
)

func placesStore(t *testing.T) *analytics.Analytics {
	return mustAsk(t,
		outcomes(counties[0], 2022, 1, 9, data.ScopeOwn), outcomes(counties[0], 2023, 1, 9, data.ScopeOwn), outcomes(counties[0], 2023, 2, 9, data.ScopeOwn),
		outcomes(counties[1], 2022, 1, 9, data.ScopeOwn), outcomes(counties[5], 2023, 1, 9, data.ScopeOwn),
		outcomes(data.Body{Name: "福州市鼓楼区教育局", RegionCode: "350102", Organ: "教育局"}, 2023, 1, 9, data.ScopeOwn),
		outcomes(data.Body{Name: "福建省教育厅", RegionCode: "350000", Organ: "教育厅"}, 2023, 1, 9, data.ScopeOwn),
		outcomes(data.Body{Name: "重庆市渝中区", RegionCode: "500103"}, 2022, 1, 9, data.ScopeOwn),
		outcomes(data.Body{Name: "某处"}, 2023, 1, 9, data.ScopeOwn))
}

func TestPlaces(t *testing.T) {
	a := placesStore(t)
	fuzhou, own, none := "福州市", "", "天涯市"
	for _, tt := range []struct {
		q    analytics.PlacesQuestion
		want string
	}{
		{analytics.PlacesQuestion{}, "2023 [{ 1 1} {福建省 5 4} {重庆市 1 0}] []"},
		{analytics.PlacesQuestion{Year: 2022}, "2022 [{ 1 0} {福建省 5 2} {重庆市 1 1}] []"},
		{analytics.PlacesQuestion{Province: "福建省"}, "2023 [{ 1 1} {福建省 5 4} {重庆市 1 0}] [{ 1 1} {福州市 3 2} {厦门市 1 1}]"},
		{analytics.PlacesQuestion{Province: "福建省", Within: &fuzhou}, "2023 [{ 1 1} {福建省 5 4} {重庆市 1 0}] [{ 1 1} {福州市 3 2} {厦门市 1 1}] 福州市鼓楼区 福州市鼓楼区教育局 福州市台江区"},
		{analytics.PlacesQuestion{Province: "福建省", Within: &fuzhou, Rows: 1, Skip: 1}, "2023 [{ 1 1} {福建省 5 4} {重庆市 1 0}] [{ 1 1} {福州市 3 2} {厦门市 1 1}] 福州市鼓楼区教育局"},
		{analytics.PlacesQuestion{Province: "福建省", Within: &own}, "2023 [{ 1 1} {福建省 5 4} {重庆市 1 0}] [{ 1 1} {福州市 3 2} {厦门市 1 1}] 福建省教育厅"},
	} {
		p, err := a.Places(t.Context(), tt.q)
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprint(p.Year, " ", p.Provinces, " ", p.Prefectures)
		for _, b := range p.Bodies {
			got += " " + b.Name
		}
		if got != tt.want {
			t.Errorf("%+v: %s", tt.q, got)
		}
	}
	for _, q := range []analytics.PlacesQuestion{{Province: "不存在省"}, {Province: "福建省", Within: &none}} {
		if _, err := a.Places(t.Context(), q); data.Code(err) != "unknown_place" {
			t.Error(err)
		}
	}
}

// What a person types is found by name, pinyin, initials and code, the body
// most likely meant first.
func TestSearch(t *testing.T) {
	a := placesStore(t)
	for words, want := range map[string]string{
		"福州市鼓楼区": "福州市鼓楼区 福州市鼓楼区教育局", "鼓楼": "福州市鼓楼区 福州市鼓楼区教育局", "教育": "福建省教育厅 福州市鼓楼区教育局",
		"fuzhou": "福州市鼓楼区 福州市台江区 福州市鼓楼区教育局", "cqsyzq": "重庆市渝中区", "chongqing": "重庆市渝中区", "FZSTJQ": "福州市台江区", "350102": "福州市鼓楼区 福州市鼓楼区教育局",
		"福州 jyj": "福州市鼓楼区教育局", "福建 厦门": "厦门市思明区", "没有": "", "": "", "%": "", "' OR 1=1": "",
	} {
		found, err := a.Search(t.Context(), words, 0)
		if err != nil {
			t.Fatal(err)
		}
		names := make([]string, len(found))
		for i, f := range found {
			names[i] = f.Name
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%q: %s", words, got)
		}
	}
	if found, err := a.Search(t.Context(), "f", 2); err != nil || len(found) != 2 {
		t.Error(found, err)
	}
	for words, want := range map[string]string{"cqsyzq": "重庆市渝中区", "福州 jyj": "福州市鼓楼区教育局"} {
		if b, err := a.FindBody(t.Context(), words); err != nil || b.Name != want {
			t.Errorf("%s: %s %v", words, b.Name, err)
		}
	}
	if _, err := a.FindBody(t.Context(), "jiaoyu"); data.Code(err) != "ambiguous_body" {
		t.Error(err)
	}
}
