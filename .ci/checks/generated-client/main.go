// Command generated-client comes into a room with nothing but the client that ogen makes of openapi.yaml.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"dev.latchkey/generatedclient/latchkey"
	"github.com/ogen-go/ogen/ogenerrors"
)

// server authenticates by its API key, in one of the three ways that there are. These calls ask for no other.
type server struct {
	latchkey.SecuritySource
	key string
}

func (s server) ApiKey(context.Context, latchkey.OperationName) (latchkey.ApiKey, error) {
	return latchkey.ApiKey{APIKey: s.key}, nil
}

func (server) BearerKey(context.Context, latchkey.OperationName) (latchkey.BearerKey, error) {
	return latchkey.BearerKey{}, ogenerrors.ErrSkipClientSecurity
}

func (server) QueryKey(context.Context, latchkey.OperationName) (latchkey.QueryKey, error) {
	return latchkey.QueryKey{}, ogenerrors.ErrSkipClientSecurity
}

func main() {
	log.SetFlags(0)
	ctx := context.Background()
	api, err := latchkey.NewClient(os.Getenv("URL"), server{key: os.Getenv("KEY")})
	check(err)

	made := answer[*latchkey.Room](api.CreateRoom(ctx, latchkey.NewOptCreateRoom(latchkey.CreateRoom{
		Privacy: latchkey.NewOptCreateRoomPrivacy(latchkey.CreateRoomPrivacyPrivate),
	}), latchkey.CreateRoomParams{}))

	issued := answer[*latchkey.CreateTokenOK](api.CreateToken(ctx, latchkey.NewOptCreateToken(latchkey.CreateToken{
		RoomName: latchkey.NewOptRoomName(made.RoomName),
		Name:     latchkey.NewOptString("Ada"),
		Role:     latchkey.NewOptRole("speaker"),
	}), latchkey.CreateTokenParams{}))

	door := latchkey.JoinRequestParams{AppName: latchkey.CleanText(made.App), RoomName: latchkey.CleanText(made.RoomName)}
	admission := answer[*latchkey.Admission](api.JoinRequest(ctx, latchkey.NewOptJoinAttempt(latchkey.JoinAttempt{
		AccessToken: latchkey.NewOptString(issued.Token),
	}), door))
	if admission.Name.Or("") != "Ada" || admission.Role != "speaker" || admission.Permissions.CanProduceSources.Cam {
		log.Fatalf("admitted as somebody else: %s, %s, %+v", admission.Name.Or(""), admission.Role, admission.Permissions)
	}

	refusal := answer[*latchkey.JoinRequestUnauthorized](api.JoinRequest(ctx, latchkey.OptJoinAttempt{}, door))
	if refusal.Code != latchkey.JoinRequestUnauthorizedCodeTokenRequired {
		log.Fatalf("refused without a token for another reason: %s", refusal.Code)
	}
	fmt.Println("Go: a room, a token, a join and a refusal")
}

// answer is the one kind of answer that is expected of a call; any other ends the program.
func answer[T any](res any, err error) T {
	check(err)
	expected, ok := res.(T)
	if !ok {
		log.Fatalf("%T was expected, answered was %T", expected, res)
	}
	return expected
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
