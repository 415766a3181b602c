package pgtest

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
)

// newIdentity gives a copied data directory a system identifier of its own: initdb makes one for each cluster, and a
// copy would pass for its original. It must run before the first start.
//
// The identifier stands first in pg_control, whose checksum follows the fields, and once in each segment of the log.
func newIdentity(data string) error {
	identity := make([]byte, 8)
	_, _ = rand.Read(identity) // never fails
	identity[7] &= 0x7f        // shown as a bigint
	control := filepath.Join(data, "global", "pg_control")
	old, err := restamp(control, identity)
	if err != nil {
		return fmt.Errorf("giving the server its own identity: %w", err)
	}
	segments, err := filepath.Glob(filepath.Join(data, "pg_wal", "[0-9A-F]*"))
	if err != nil {
		return fmt.Errorf("giving the server its own identity: %w", err)
	}
	for _, segment := range segments {
		if err := replaceAt(segment, segmentIdentity, old, identity); err != nil {
			return fmt.Errorf("giving the server its own identity: %w", err)
		}
	}
	return nil
}

// segmentIdentity is where a segment's first page header has the identifier: behind the header of every page.
const segmentIdentity = 24

// restamp writes the identifier into pg_control and makes its checksum true again.
func restamp(control string, identity []byte) (old []byte, err error) {
	content, err := os.ReadFile(control)
	if err != nil {
		return nil, err
	}
	table := crc32.MakeTable(crc32.Castagnoli)
	for at := 64; at+4 <= min(len(content), 512); at += 4 { // the fields fit in a disk's sector, whatever the version
		if crc32.Checksum(content[:at], table) != binary.NativeEndian.Uint32(content[at:]) {
			continue
		}
		old = bytes.Clone(content[:8])
		copy(content, identity)
		binary.NativeEndian.PutUint32(content[at:], crc32.Checksum(content[:at], table))
		return old, overwrite(control, 0, content)
	}
	return nil, errors.New("pg_control has no checksum where it should be")
}

func replaceAt(path string, at int64, old, identity []byte) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	have := make([]byte, len(old))
	_, err = f.ReadAt(have, at)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if !bytes.Equal(have, old) {
		return nil // preallocated, and never written
	}
	return overwrite(path, at, identity)
}

// overwrite changes bytes in place, so that the file keeps its owner.
func overwrite(path string, at int64, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(content, at)
	return errors.Join(err, f.Close())
}
