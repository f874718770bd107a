package data

import "testing"

func TestKey(t *testing.T) {
	for _, tt := range []struct {
		a, b Body
		same bool
	}{
		{Body{Name: "竹山县大庙乡", RegionCode: "420323", Organ: "大庙乡"}, Body{Name: "竹山县大庙乡人民政府", RegionCode: "420323", Organ: "大庙乡人民政府"}, true},
		{Body{Name: "通州区中仓街道", RegionCode: "110112", Organ: "中仓街道"}, Body{Name: "通州区中仓街道办事处", RegionCode: "110112", Organ: "中仓街道办事处"}, true},
		{Body{Name: "平潭县", RegionCode: "350128", Organ: ""}, Body{Name: "平潭综合实验区", RegionCode: "350128", Organ: ""}, false},
		{Body{Name: "上海市", RegionCode: "310000", Organ: ""}, Body{Name: "上海市人民政府办公厅", RegionCode: "310000", Organ: "人民政府办公厅"}, false},
		{Body{Name: "某市驻京办事处", RegionCode: "320100", Organ: "驻京办事处"}, Body{Name: "某市驻京", RegionCode: "320100", Organ: "驻京"}, false},
		{Body{Name: "鼓楼区财政局", RegionCode: "350102", Organ: "财政局"}, Body{Name: "鼓楼区财政局", RegionCode: "320106", Organ: "财政局"}, false},
		{Body{Name: "天津市静海县", RegionCode: "120118", NameNow: "天津市静海区"}, Body{Name: "天津市静海区", RegionCode: "120118"}, true},
	} {
		if got := tt.a.Key() == tt.b.Key(); got != tt.same {
			t.Errorf("%s and %s: same body %v, want %v", tt.a.Name, tt.b.Name, got, tt.same)
		}
	}
}
