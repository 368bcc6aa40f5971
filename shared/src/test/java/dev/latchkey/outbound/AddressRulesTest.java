package dev.latchkey.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private static final URI HTTPS = URI.create("https://example.com/");
    private static final URI HTTP = URI.create("http://example.com/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.0",
                "169.254.169.254",
                "169.254.170.2",
                "169.254.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.255",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:1ff:ffff::1",
                "2001:db8::1",
                "2002:a9fe:a9fe::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsInsideSomebodysNetworkIsNoneOfTheInternet(String address) throws UnknownHostException {
        InetAddress inside = InetAddress.getByName(address);
        assertThat(AddressRules.INTERNET.allow(HTTPS, inside)).isFalse();
        assertThat(AddressRules.INTERNET_AND_THIS_MACHINE.allow(HTTPS, inside)).isEqualTo(inside.isLoopbackAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:1.1.1.1",
                "2001:200::1",
                "2001:db9::1",
                "2003::1",
                "2606:4700::1111",
                "3ffe::1"
            })
    void theRestIsTheInternet(String address) throws UnknownHostException {
        InetAddress outside = InetAddress.getByName(address);
        for (AddressRules rules : AddressRules.values()) {
            assertThat(rules.allow(HTTPS, outside)).isTrue();
        }
        assertThat(AddressRules.INTERNET_AND_THIS_MACHINE.allow(HTTP, outside)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "HTTPS://EXAMPLE.com:8443/a/b?c=d",
                "https://[2606:4700::1111]/",
                "https://1.1.1.1/",
                "https://1.example.com/",
                "https://0xa9fea9fe.example/"
            })
    void takesHttps(String text) {
        assertThat(AddressRules.INTERNET.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "//example.com/",
                "/a",
                "mailto:a@example.com",
                "ftp://example.com/",
                "https://ada:secret@example.com/",
                "https://example.com/#part",
                "https://example.com:70000/",
                "https://exa mple.com/",
                "https://example.com/\r\nX: y",
                "https://münchen.example/",
                "https:///a"
            })
    void refusesWhatIsNone(String text) {
        for (AddressRules rules : AddressRules.values()) {
            assertThat(rules.parse(text)).isEmpty();
        }
    }

    /** Whatever the name of a machine stands for is seen when it is called; these stand for themselves. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://169.254.169.254/latest/meta-data/",
                "https://10.0.0.1/",
                "https://192.168.0.1:8443/",
                "https://0.0.0.0/",
                "https://255.255.255.255/",
                "https://[::]/",
                "https://[fd00:ec2::254]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25nowhere]/",
                "https://[::ffff:169.254.169.254]/",
                "https://[::ffff:a9fe:a9fe]/",
                "https://[0:0:0:0:0:ffff:0a00:0001]/",
                "https://[::10.0.0.1]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[2002:a9fe:a9fe::1]/",
                "https://2852039166/",
                "https://0xa9fea9fe/",
                "https://0x/",
                "https://example.0x1/",
                "https://169.254.169.254./",
                "https://0xa9.0xfe.0xa9.0xfe/",
                "https://0251.0376.0251.0376/",
                "https://010.0.0.1/",
                "https://1.1.1.01/",
                "https://169.254.43518/",
                "https://10.1/",
                "https://0/"
            })
    void refusesAnAddressThatIsNoneOfTheInternetHoweverItIsWritten(String text) {
        for (AddressRules rules : Set.of(AddressRules.INTERNET, AddressRules.INTERNET_AND_THIS_MACHINE)) {
            assertThat(rules.parse(text)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:7880",
                "http://10.0.0.1",
                "http://172.16.0.1",
                "http://192.168.0.1",
                "http://100.64.0.1",
                "http://[::1]",
                "http://[fd12:3456::1]",
                "https://10.0.0.1",
                "https://1.1.1.1"
            })
    void takesPrivateNetworksFromTheOperator(String text) {
        assertThat(AddressRules.NAMED_BY_THE_OPERATOR.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://1.1.1.1",
                "http://[2606:4700::1111]",
                "https://169.254.169.254/latest/meta-data/",
                "https://[fd00:ec2::254]/",
                "https://[fe80::1]/",
                "https://[::ffff:a9fe:a9fe]/",
                "https://0.0.0.0/",
                "https://224.0.0.1/"
            })
    void takesNeitherMetadataNorPlainHttpToTheInternetFromTheOperator(String text) {
        assertThat(AddressRules.NAMED_BY_THE_OPERATOR.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://127.0.0.1/", "https://127.9.9.9/", "https://[::1]/", "https://[::ffff:127.0.0.1]/"})
    void refusesThisMachineInAws(String text) {
        assertThat(AddressRules.INTERNET.parse(text)).isEmpty();
        assertThat(AddressRules.INTERNET_AND_THIS_MACHINE.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://1.1.1.1/", "http://10.0.0.1/", "http://[2606:4700::1111]/"})
    void refusesPlainHttpToAnyOther(String text) {
        assertThat(AddressRules.INTERNET_AND_THIS_MACHINE.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2048, true", "2049, false"})
    void anAddressHasItsLength(int length, boolean taken) {
        String start = "https://example.com/";
        assertThat(AddressRules.INTERNET
                        .parse(start + "a".repeat(length - start.length()))
                        .isPresent())
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000/", "http://127.0.0.1/", "http://[::1]:8080/"})
    void httpIsForThisMachineAlone(String text) throws UnknownHostException {
        assertThat(AddressRules.INTERNET.parse(text)).isEmpty();
        URI here = AddressRules.INTERNET_AND_THIS_MACHINE.parse(text).orElseThrow();
        assertThat(AddressRules.INTERNET_AND_THIS_MACHINE.allow(here, InetAddress.getByName("127.0.0.1")))
                .isTrue();
    }
}
