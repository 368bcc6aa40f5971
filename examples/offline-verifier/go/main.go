// Verifies session tokens, a line each, without asking Latchkey about any of them: signature, time, and the status list.
// go run . https://api.example.com acme closed|open
package main

import (
	"bufio"
	"compress/zlib"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
)

type claims struct {
	jwt.RegisteredClaims
	Status struct {
		List *struct {
			Idx int
			URI string
		} `json:"status_list"`
	}
	TTL  int
	List struct{ Lst string } `json:"status_list"`
}

type list struct {
	bits       []byte
	freshUntil time.Time
}

var (
	service, app, failing = os.Args[1], os.Args[2], os.Args[3]
	client                = http.Client{Timeout: 5 * time.Second}
	keys                  keyfunc.Keyfunc
	lists                 = map[string]list{}
)

func parse(text, typ string, options ...jwt.ParserOption) (parsed claims, err error) {
	options = append(options, jwt.WithValidMethods([]string{"ES256"}), jwt.WithExpirationRequired())
	token, err := jwt.ParseWithClaims(text, &parsed, keys.Keyfunc, options...)
	if err == nil && token.Header["typ"] != typ {
		err = errors.New("its typ is another")
	}
	return parsed, err
}

// The list of that address, not older than it says that it may be.
func fetch(uri string) (fresh list, err error) {
	// Whoever signs tokens does not send us anywhere else.
	if !strings.HasPrefix(uri, service+"/.well-known/status/") {
		return fresh, errors.New("the token names a foreign status list")
	}
	asked := time.Now()
	answer, err := client.Get(uri)
	if err != nil {
		return fresh, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil || answer.StatusCode != http.StatusOK {
		return fresh, errors.Join(err, fmt.Errorf("the status list cannot be had: %s", answer.Status))
	}
	signed, err := parse(string(text), "statuslist+jwt", jwt.WithSubject(uri))
	if err != nil {
		return fresh, err
	}
	packed, err := zlib.NewReader(base64.NewDecoder(base64.RawURLEncoding, strings.NewReader(signed.List.Lst)))
	if err != nil {
		return fresh, err
	}
	fresh.bits, err = io.ReadAll(io.LimitReader(packed, 1<<24))
	fresh.freshUntil = asked.Add(time.Duration(signed.TTL) * time.Second)
	return fresh, err
}

func verify(text string) (string, error) {
	token, err := parse(text, "session+jwt", jwt.WithIssuer("latchkey"), jwt.WithAudience(app+":session"))
	if err != nil || token.Status.List == nil { // an older Latchkey has no lists
		return token.Subject, err
	}
	idx, uri := token.Status.List.Idx, token.Status.List.URI
	if time.Now().After(lists[uri].freshUntil) {
		if fresh, err := fetch(uri); err == nil {
			lists[uri] = fresh
		} else if failing != "open" {
			return "", err
		}
	}
	if bits, had := lists[uri].bits, lists[uri].bits != nil; had && (idx < 0 || idx/8 >= len(bits) || bits[idx/8]>>(idx%8)&1 == 1) {
		return "", errors.New("the holder is out")
	}
	return token.Subject, nil
}

func main() {
	var err error
	if keys, err = keyfunc.NewDefault([]string{service + "/.well-known/jwks.json"}); err != nil {
		panic(err)
	}
	for tokens := bufio.NewScanner(os.Stdin); tokens.Scan(); {
		if subject, err := verify(tokens.Text()); err != nil {
			fmt.Println("refused:", err)
		} else {
			fmt.Println("accepted", subject)
		}
	}
}
