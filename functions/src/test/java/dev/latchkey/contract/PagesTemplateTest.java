package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What template.yaml puts in front of the API where pages are served. What its two programs do, web/test/cloudfront.test.ts says. */
class PagesTemplateTest {
    private static final Yaml DISTRIBUTION =
            Template.FILE.at("Resources", "PagesDistribution", "Properties", "DistributionConfig");
    private static final String CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
    private static final String CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
    private static final String ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

    @Test
    void nothingOfItIsMadeUnlessSomebodyAsks() {
        assertThat(Template.FILE.at("Parameters", "Pages", "Default").text()).isEqualTo("false");
        assertThat(Template.FILE.at("Conditions", "PagesAreServed").text())
                .isEqualTo("{Fn::Equals=[{Ref=Pages}, true]}");
        Stream.of(
                        "AWS::S3::Bucket",
                        "AWS::S3::BucketPolicy",
                        "AWS::CloudFront::Distribution",
                        "AWS::CloudFront::Function",
                        "AWS::CloudFront::OriginAccessControl",
                        "AWS::CloudFront::ResponseHeadersPolicy")
                .map(type -> Template.resources(type).keySet())
                .forEach(names -> assertThat(names).isNotEmpty().allSatisfy(PagesTemplateTest::isOfPages));
        isOfPages("OriginSecret");
        for (String function : List.of("JoinRequestFunction", "LiveKitTokenFunction")) {
            assertThat(Template.FILE
                            .at("Resources", function, "Properties", "Environment", "Variables", "ORIGIN_SECRET_ID")
                            .text())
                    .isEqualTo("{Fn::If=[PagesAreServed, {Ref=OriginSecret}, {Ref=AWS::NoValue}]}");
            assertThat(Template.FILE
                            .at("Resources", function, "Properties", "Policies")
                            .text())
                    .contains("{Fn::If=[PagesAreServed, {Effect=Allow, Action=secretsmanager:GetSecretValue,"
                            + " Resource={Ref=OriginSecret}}, {Ref=AWS::NoValue}]}");
        }
    }

    private static void isOfPages(String resource) {
        assertThat(Template.FILE.at("Resources", resource, "Condition").text())
                .describedAs(resource)
                .isEqualTo("PagesAreServed");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/*, api, https-only, VisitorAddresses",
        "/.well-known/*, api, https-only,",
        "/live, live, https-only,",
        "/join/*, pages, redirect-to-https, PagesAddresses",
        "/dashboard*, pages, redirect-to-https, PagesAddresses",
        "/assets/*, pages, redirect-to-https,",
        "/elements.js, pages, redirect-to-https,",
    })
    void addressLeadsWhereItBelongs(String path, String origin, String protocol, String function) {
        Yaml behaviour = behaviour(path);
        assertThat(behaviour.at("TargetOriginId").text()).isEqualTo(origin);
        assertThat(behaviour.at("ViewerProtocolPolicy").text()).isEqualTo(protocol);
        assertThat(function(behaviour)).isEqualTo(function);
        boolean isPage = origin.equals("pages");
        assertThat(behaviour.at("CachePolicyId").text()).isEqualTo(isPage ? CACHING_OPTIMIZED : CACHING_DISABLED);
        // No query, cookie or Authorization gets to the bucket; everything but Host, which API Gateway refuses, to the
        // API.
        assertThat(behaviour.map().get("OriginRequestPolicyId"))
                .isEqualTo(isPage ? null : ALL_VIEWER_EXCEPT_HOST_HEADER);
    }

    @Test
    void thereAreNoOtherAddresses() {
        assertThat(DISTRIBUTION.at("CacheBehaviors").list())
                .extracting(behaviour -> behaviour.at("PathPattern").text())
                .containsExactly(
                        "/api/*", "/.well-known/*", "/live", "/join/*", "/dashboard*", "/assets/*", "/elements.js");
        Yaml other = DISTRIBUTION.at("DefaultCacheBehavior");
        assertThat(function(other)).isEqualTo("PagesAddresses");
        assertThat(other.at("TargetOriginId").text()).isEqualTo("pages");
    }

    @Test
    void apiAnswersForItself() {
        assertThat(DISTRIBUTION.map()).doesNotContainKeys("CustomErrorResponses", "DefaultRootObject");
        for (String path : List.of("/api/*", "/.well-known/*", "/live")) {
            assertThat(behaviour(path).map()).doesNotContainKey("ResponseHeadersPolicyId");
        }
        for (String path : List.of("/api/*", "/.well-known/*")) {
            assertThat(behaviour(path).at("AllowedMethods").texts())
                    .containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE");
        }
    }

    /** Whoever else is shown it could say where he comes from. */
    @Test
    void secretIsShownToTheHttpApiAlone() {
        for (Yaml origin : DISTRIBUTION.at("Origins").list()) {
            String name = origin.at("Id").text();
            if (name.equals("api")) {
                List<Yaml> headers = origin.at("OriginCustomHeaders").list();
                assertThat(headers).hasSize(1);
                assertThat(headers.get(0).at("HeaderName").text()).isEqualTo("latchkey-origin-secret");
                assertThat(headers.get(0).at("HeaderValue").text())
                        .isEqualTo("{Fn::Sub={{resolve:secretsmanager:${OriginSecret}:SecretString}}}");
                assertThat(origin.at("DomainName").reference()).startsWith("${HttpApi}.execute-api.");
            } else {
                assertThat(origin.map()).describedAs(name).doesNotContainKey("OriginCustomHeaders");
            }
            if (!name.equals("pages")) {
                assertThat(origin.at("CustomOriginConfig", "OriginProtocolPolicy")
                                .text())
                        .isEqualTo("https-only");
            }
        }
        assertThat(Template.FILE.at("Resources", "OriginSecret", "Properties").map())
                .containsKey("GenerateSecretString")
                .doesNotContainKey("SecretString");
    }

    /** Value by value; what of an asset is kept comes with the object, see below. */
    @ParameterizedTest
    @CsvSource({
        "/join/*, DocumentHeaders, document",
        "/dashboard*, DashboardHeaders, dashboard",
        "/assets/*, AssetHeaders, asset",
        "/elements.js, SharedHeaders, shared",
    })
    void headersAreThoseOfHeadersJson(String path, String policy, String kind) throws IOException {
        assertThat(behaviour(path).at("ResponseHeadersPolicyId").reference()).isEqualTo(policy);
        Map<String, String> expected = said("every");
        expected.putAll(said(kind));
        if (kind.equals("asset")) {
            expected.remove("cache-control");
        }
        assertThat(headers(policy)).isEqualTo(expected);
    }

    @Test
    void doorIsFramedByThePagesThatMayCallTheApi() {
        Yaml sub = policy("DocumentHeaders")
                .at("SecurityHeadersConfig", "ContentSecurityPolicy", "ContentSecurityPolicy", "Fn::Sub");
        assertThat(sub.list().get(1).text())
                .isEqualTo("{Framers={Fn::If=[CalledByWebPages, {Fn::Join=[, [ , {Fn::Join=[ , {Fn::Split=[,,"
                        + " {Ref=CorsAllowedOrigins}]}]}]]}, ]}}");
        assertThat(policy("DashboardHeaders").text()).doesNotContain("CorsAllowedOrigins");
    }

    /** A module of another origin is loaded by the rules of CORS. */
    @Test
    void elementsMayBeLoadedByThePagesThatMayCallTheApi() {
        List<Yaml> cors = policy("SharedHeaders").at("CorsConfig", "Fn::If").list();
        assertThat(cors.get(0).text()).isEqualTo("CalledByWebPages");
        assertThat(cors.get(1).at("AccessControlAllowOrigins", "Items").text())
                .isEqualTo("{Fn::Split=[,, {Ref=CorsAllowedOrigins}]}");
        assertThat(cors.get(1).at("AccessControlAllowCredentials").text()).isEqualTo("false");
        assertThat(cors.get(2).text()).isEqualTo("{Ref=AWS::NoValue}");
    }

    /** By the commands that put the pages into the bucket: no policy could tell an asset from the answer that there is none. */
    @ParameterizedTest
    @ValueSource(strings = {"asset", "document"})
    void commandsSayForHowLongAnObjectIsKept(String kind) throws IOException {
        String cached = said(kind).get("cache-control");
        assertThat(said("shared").get("cache-control"))
                .isEqualTo(said("document").get("cache-control"));
        assertThat(said("dashboard").get("cache-control"))
                .isEqualTo(said("document").get("cache-control"));
        assertThat(Files.readString(Yaml.file("docs/deployment.md"))).contains("--cache-control '" + cached + "'");
    }

    @Test
    void bucketIsReadByTheDistributionAloneAndOverTls() {
        Yaml bucket = Template.FILE.at("Resources", "PagesBucket", "Properties");
        assertThat(bucket.at("PublicAccessBlockConfiguration").map())
                .isEqualTo(Map.of(
                        "BlockPublicAcls", true,
                        "BlockPublicPolicy", true,
                        "IgnorePublicAcls", true,
                        "RestrictPublicBuckets", true));
        List<Yaml> statements = Template.FILE
                .at("Resources", "PagesBucketPolicy", "Properties", "PolicyDocument", "Statement")
                .list();
        assertThat(statements)
                .extracting(statement -> statement.at("Effect").text()
                        + " " + statement.at("Action").text()
                        + " " + statement.at("Principal").text()
                        + " " + statement.at("Condition").text())
                .containsExactly(
                        "Allow s3:GetObject {Service=cloudfront.amazonaws.com} {StringEquals={aws:SourceArn={Fn::Sub="
                                + "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${PagesDistribution}}}}",
                        "Deny s3:* * {Bool={aws:SecureTransport=false}}");
    }

    private static Yaml behaviour(String path) {
        return DISTRIBUTION.at("CacheBehaviors").list().stream()
                .filter(behaviour -> behaviour.at("PathPattern").text().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** What runs before it, and nothing else runs. */
    private static String function(Yaml behaviour) {
        if (!behaviour.map().containsKey("FunctionAssociations")) {
            return null;
        }
        List<Yaml> functions = behaviour.at("FunctionAssociations").list();
        assertThat(functions)
                .singleElement()
                .satisfies(
                        function -> assertThat(function.at("EventType").text()).isEqualTo("viewer-request"));
        return functions.get(0).at("FunctionARN").reference();
    }

    private static Yaml policy(String name) {
        return Template.FILE.at("Resources", name, "Properties", "ResponseHeadersPolicyConfig");
    }

    /** What a browser is sent by it; the origins of others as headers.json writes them. */
    private static Map<String, String> headers(String policy) {
        Map<String, String> headers = new TreeMap<>();
        Yaml security = policy(policy).at("SecurityHeadersConfig");
        security.map().forEach((name, value) -> {
            Yaml header = new Yaml(value);
            assertThat(header.at("Override").text()).isEqualTo("true");
            switch (name) {
                case "ContentTypeOptions" -> headers.put("x-content-type-options", "nosniff");
                case "ReferrerPolicy" ->
                    headers.put("referrer-policy", header.at("ReferrerPolicy").text());
                case "StrictTransportSecurity" ->
                    headers.put(
                            "strict-transport-security",
                            "max-age=" + header.at("AccessControlMaxAgeSec").text()
                                    + (header.at("IncludeSubdomains").text().equals("true")
                                            ? "; includeSubDomains"
                                            : ""));
                case "ContentSecurityPolicy" -> headers.put("content-security-policy", contentSecurity(header));
                default -> throw new AssertionError("nobody has said what " + name + " sends");
            }
        });
        for (Yaml item : policy(policy).at("CustomHeadersConfig", "Items").list()) {
            assertThat(item.at("Override").text()).isEqualTo("true");
            headers.put(item.at("Header").text(), item.at("Value").text());
        }
        return headers;
    }

    private static String contentSecurity(Yaml header) {
        Yaml written = header.at("ContentSecurityPolicy");
        return written.value() instanceof Map
                ? written.at("Fn::Sub").list().get(0).text().replace("${Framers}", " {origins}")
                : written.text();
    }

    @SuppressWarnings("unchecked") // every value of that file is a text
    private static Map<String, String> said(String kind) throws IOException {
        Map<String, Object> all = Json.readObject(Files.readString(Yaml.file("web/src/headers.json")));
        return new TreeMap<>((Map<String, String>) all.get(kind));
    }
}
