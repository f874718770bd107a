package data

import "testing"

func TestKey(t *testing.T) {
	for _, tt := range []struct {
		a, b Body
		same bool
	}{
		{Body{"竹山县大庙乡", "420323", "大庙乡", nil, nil}, Body{"竹山县大庙乡人民政府", "420323", "大庙乡人民政府", nil, nil}, true},
		{Body{"通州区中仓街道", "110112", "中仓街道", nil, nil}, Body{"通州区中仓街道办事处", "110112", "中仓街道办事处", nil, nil}, true},
		{Body{"平潭县", "350128", "", nil, nil}, Body{"平潭综合实验区", "350128", "", nil, nil}, false},
		{Body{"上海市", "310000", "", nil, nil}, Body{"上海市人民政府办公厅", "310000", "人民政府办公厅", nil, nil}, false},
		{Body{"某市驻京办事处", "320100", "驻京办事处", nil, nil}, Body{"某市驻京", "320100", "驻京", nil, nil}, false},
		{Body{"鼓楼区财政局", "350102", "财政局", nil, nil}, Body{"鼓楼区财政局", "320106", "财政局", nil, nil}, false},
	} {
		if got := tt.a.Key() == tt.b.Key(); got != tt.same {
			t.Errorf("%s and %s: same body %v, want %v", tt.a.Name, tt.b.Name, got, tt.same)
		}
	}
}
