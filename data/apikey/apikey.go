// Package apikey keeps the keys by which programs are known to the API: who
// has one, and how often it may ask. Of a key only its hash is kept.
package apikey

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/data/kept"
)

// File is the file's name within the store folder.
const File = "keys.json"

// Bounds of names, rates and keys.
const (
	maxName = 60      // characters
	MaxRate = 100_000 // requests a minute
	maxKeys = 10_000
)

// prefix tells our keys from other secrets, for whoever finds one.
const prefix = "gongkai_"

// Key is a key that was given out.
type Key struct {
	Name    string     `json:"name"` // whose it is
	Hash    string     `json:"hash"` // SHA-256 of the key, in hex
	Rate    int        `json:"rate"` // requests a minute
	Made    time.Time  `json:"made"`
	Revoked *time.Time `json:"revoked,omitempty"`
}

// List reads all keys, those that were revoked too, in the order in which they
// were made. Code "kept_broken".
func List(dir string) (keys []Key, err error) {
	return keys, kept.Read(dir, File, &keys)
}

// Add makes a key, which is told this once. Codes "bad_key", "key_exists", and
// those of kept.Change.
func Add(dir, name string, rate int, now time.Time) (secret string, err error) {
	switch {
	case strings.TrimSpace(name) != name || name == "" || utf8.RuneCountInString(name) > maxName || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }):
		return "", bad(name, "名称应为 1 至 60 个字", "a name has 1 to 60 characters")
	case rate < 1 || rate > MaxRate:
		return "", bad(name, "每分钟次数应在 1 至 100000 之间", "give 1 to 100,000 requests a minute")
	}
	b := make([]byte, 20)
	if _, err := rand.Read(b); err != nil {
		return "", err
	}
	secret = prefix + hex.EncodeToString(b)
	var keys []Key
	return secret, kept.Change(dir, File, &keys, func() error {
		switch {
		case slices.ContainsFunc(keys, func(k Key) bool { return k.Name == name && k.Revoked == nil }):
			return &data.Error{Code: "key_exists", Place: name,
				Reason: data.Text{ZH: "已有同名的密钥", EN: "there is a key of that name"},
				Way:    data.Text{ZH: "请先 gongkai keys revoke，或另起名称", EN: "revoke it, or choose another name"}}
		case len(keys) >= maxKeys:
			return bad(name, "密钥过多", "too many keys")
		}
		keys = append(keys, Key{Name: name, Hash: hashOf(secret), Rate: rate, Made: now.UTC().Truncate(time.Second)})
		return nil
	})
}

// Revoke ends a key. Code "unknown_key", and those of kept.Change.
func Revoke(dir, name string, now time.Time) error {
	var keys []Key
	return kept.Change(dir, File, &keys, func() error {
		i := slices.IndexFunc(keys, func(k Key) bool { return k.Name == name && k.Revoked == nil })
		if i < 0 {
			return &data.Error{Code: "unknown_key", Place: name,
				Reason: data.Text{ZH: "没有这个名称的密钥", EN: "no key of that name"},
				Way:    data.Text{ZH: "现有的见 gongkai keys list", EN: "see gongkai keys list"}}
		}
		at := now.UTC().Truncate(time.Second)
		keys[i].Revoked = &at
		return nil
	})
}

// Find returns the key that a program shows; ok is false where it is none of
// those that hold. Code "kept_broken".
func Find(dir, secret string) (k Key, ok bool, err error) {
	keys, err := List(dir)
	if err != nil || !strings.HasPrefix(secret, prefix) {
		return Key{}, false, err
	}
	h := hashOf(secret) // of 160 random bits: comparing hashes tells nothing by its time
	i := slices.IndexFunc(keys, func(k Key) bool { return k.Hash == h && k.Revoked == nil })
	if i < 0 {
		return Key{}, false, nil
	}
	return keys[i], true, nil
}

func hashOf(secret string) string {
	h := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(h[:])
}

func bad(name, zh, en string) error {
	return &data.Error{Code: "bad_key", Place: name, Reason: data.Text{ZH: zh, EN: en}, Way: data.Text{ZH: "请改正后重试", EN: "change it and try again"}}
}
