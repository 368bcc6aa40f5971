package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

// Lambda's Runtime API, as much of it as one function needs: asks for an event, hands over the answer. Less than Lambda's own
// runtime library for Go, which is in favour of the twin.
func main() {
	function := newFunction()
	address := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
	for {
		id, text := next(address)
		answer, err := answerTo(function, text)
		if err != nil {
			hand(address+id+"/error", map[string]string{"errorType": fmt.Sprintf("%T", err), "errorMessage": err.Error()})
		} else {
			hand(address+id+"/response", answer)
		}
	}
}

func next(address string) (string, []byte) {
	event := require(http.Get(address + "next"))
	defer event.Body.Close()
	return event.Header.Get("Lambda-Runtime-Aws-Request-Id"), require(io.ReadAll(event.Body))
}

func answerTo(function *function, text []byte) (*response, error) {
	var asked request
	if err := json.Unmarshal(text, &asked); err != nil {
		return nil, err
	}
	return function.handle(asked)
}

func hand(address string, value any) {
	taken := require(http.Post(address, "application/json", bytes.NewReader(require(json.Marshal(value)))))
	defer taken.Body.Close()
	require(io.Copy(io.Discard, taken.Body))
}

// Without its runtime a function cannot go on.
func require[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
