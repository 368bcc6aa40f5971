// POST /api/v1/token as a Go function would do it, to compare starts with: what the Node.js twin does, step by step. The API key
// is looked up with its app and the room in one BatchGetItem, the body is checked, the signing keys are read from the secret,
// the token is signed. It leaves out what costs no start: idempotency keys, roles of one's own, the day of the key's last use.
package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/golang-jwt/jwt/v5"
)

type request struct {
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

type response struct {
	StatusCode int               `json:"statusCode"`
	Headers    map[string]string `json:"headers"`
	Body       string            `json:"body"`
}

type jwk struct {
	Kid   string `json:"kid"`
	Kind  string `json:"kind"`
	Alg   string `json:"alg"`
	State string `json:"state"`
	K     string `json:"k"`
}

type item = map[string]types.AttributeValue

var (
	keyShape = regexp.MustCompile(`^lk_([a-z0-9-]{1,40})_[0-9A-Za-z]{38}$`)
	texts    = map[string]int{"roomName": 128, "name": 100, "email": 254, "externalUserId": 128, "meta": 1000}
	numbers  = map[string]float64{
		"expireUnixSec": 253402300799, "notBeforeUnixSec": 253402300799, "ejectAfterElapsedTimeInSec": 31622400,
	}
)

type function struct {
	table          string
	dynamoDb       *dynamodb.Client
	secretsManager *secretsmanager.Client
	signingKey     *jwk
}

func newFunction() *function {
	settings := require(config.LoadDefaultConfig(context.Background()))
	return &function{
		table:          os.Getenv("TABLE_NAME"),
		dynamoDb:       dynamodb.NewFromConfig(settings),
		secretsManager: secretsmanager.NewFromConfig(settings),
	}
}

func (f *function) handle(asked request) (*response, error) {
	key := keyShape.FindStringSubmatch(asked.Headers["x-api-key"])
	if key == nil {
		return problem(401, "unauthenticated", nil)
	}
	body := map[string]any{}
	if asked.Body != "" {
		if err := json.Unmarshal([]byte(asked.Body), &body); err != nil {
			return nil, err
		}
	}
	if refused := check(body); len(refused) > 0 {
		return problem(400, "malformed_request", refused)
	}
	room, _ := body["roomName"].(string)
	digest := sha256.Sum256([]byte(key[0]))
	facts, err := f.facts(key[1], hex.EncodeToString(digest[:]), room)
	if err != nil {
		return nil, err
	}
	if facts.app == nil || facts.key == nil || isTrue(facts.app["disabled"]) ||
		!strings.Contains(text(facts.key["keyScopes"]), "tokens") {
		return problem(401, "unauthenticated", nil)
	}
	if facts.room == nil || facts.room["archived"] != nil {
		return problem(404, "room_not_found", nil)
	}
	signingKey, err := f.signing()
	if err != nil {
		return nil, err
	}
	token, err := sign(signingKey, text(facts.app["app"]), text(facts.room["roomId"]), body)
	if err != nil {
		return nil, err
	}
	return answer(200, "application/json", map[string]string{"token": token})
}

func check(body map[string]any) []string {
	var refused []string
	for field, value := range body {
		longest, isText := texts[field]
		most, isNumber := numbers[field]
		written, wasText := value.(string)
		number, wasNumber := value.(float64)
		switch {
		case isText && wasText && len(written) <= longest:
		case isNumber && wasNumber && number == math.Trunc(number) && number >= 0 && number <= most:
		default:
			refused = append(refused, field)
		}
	}
	if expires, ok := body["expireUnixSec"].(float64); ok && int64(expires) <= time.Now().Unix() {
		refused = append(refused, "expireUnixSec")
	}
	return refused
}

type facts struct{ app, key, room item }

func (f *function) facts(app, keyDigest, room string) (facts, error) {
	keys := [3][2]string{{"APP#" + app, "APP"}, {"KEY#" + keyDigest, "KEY"}, {"ROOM#" + app + "#" + room, "ROOM"}}
	var wanted []item
	for _, key := range keys {
		wanted = append(wanted, item{
			"pk": &types.AttributeValueMemberS{Value: key[0]}, "sk": &types.AttributeValueMemberS{Value: key[1]},
		})
	}
	read, err := f.dynamoDb.BatchGetItem(context.Background(), &dynamodb.BatchGetItemInput{
		RequestItems: map[string]types.KeysAndAttributes{f.table: {Keys: wanted, ConsistentRead: aws.Bool(true)}},
	})
	if err != nil {
		return facts{}, err
	}
	var found [3]item
	for _, item := range read.Responses[f.table] {
		for i, key := range keys {
			if text(item["pk"]) == key[0] && text(item["sk"]) == key[1] {
				found[i] = item
			}
		}
	}
	return facts{found[0], found[1], found[2]}, nil
}

func (f *function) signing() (*jwk, error) {
	if f.signingKey != nil {
		return f.signingKey, nil
	}
	secret, err := f.secretsManager.GetSecretValue(context.Background(), &secretsmanager.GetSecretValueInput{
		SecretId: aws.String(os.Getenv("SIGNING_KEYS_SECRET_ID")), VersionStage: aws.String("AWSCURRENT"),
	})
	if err != nil {
		return nil, err
	}
	var set struct {
		Keys []jwk `json:"keys"`
	}
	if err := json.Unmarshal([]byte(*secret.SecretString), &set); err != nil {
		return nil, err
	}
	for _, key := range set.Keys {
		if key.Kind == "access" && key.Alg == "HS256" && key.State == "signing" {
			f.signingKey = &key
			return f.signingKey, nil
		}
	}
	return nil, errors.New("no key signs access tokens")
}

func sign(key *jwk, app, roomID string, body map[string]any) (string, error) {
	data := map[string]any{
		"appName": app, "roomName": body["roomName"], "roomId": roomID, "isAdmin": false, "role": "guest",
		"permissions": map[string]any{
			"admin": false, "canConsume": true, "canSendData": true, "canRecvData": true, "canUpdateMetadata": true,
			"canProduce": true, "canProduceSources": map[string]bool{"cam": true, "mic": true, "screen": true},
		},
	}
	for _, field := range []string{"name", "email", "meta", "externalUserId", "ejectAfterElapsedTimeInSec"} {
		if value, present := body[field]; present {
			data[field] = value
		}
	}
	claims := jwt.MapClaims{"iss": "latchkey", "aud": app, "jti": randomUUID(), "iat": time.Now().Unix(), "data": data}
	if user, present := body["externalUserId"]; present {
		claims["sub"] = user
	}
	if expires, present := body["expireUnixSec"].(float64); present {
		claims["exp"] = int64(expires)
	}
	secret, err := base64.RawURLEncoding.DecodeString(key.K)
	if err != nil {
		return "", err
	}
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
	token.Header["kid"] = key.Kid
	return token.SignedString(secret)
}

func randomUUID() string {
	var bytes [16]byte
	rand.Read(bytes[:])
	bytes[6] = bytes[6]&0x0f | 0x40
	bytes[8] = bytes[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", bytes[0:4], bytes[4:6], bytes[6:8], bytes[8:10], bytes[10:16])
}

func text(value types.AttributeValue) string {
	if text, ok := value.(*types.AttributeValueMemberS); ok {
		return text.Value
	}
	return ""
}

func isTrue(value types.AttributeValue) bool {
	flag, ok := value.(*types.AttributeValueMemberBOOL)
	return ok && flag.Value
}

func problem(status int, code string, refused []string) (*response, error) {
	return answer(status, "application/problem+json", map[string]any{"code": code, "errors": refused})
}

func answer(status int, contentType string, value any) (*response, error) {
	body, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return &response{status, map[string]string{"content-type": contentType}, string(body)}, nil
}
