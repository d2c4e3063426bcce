//! Which addresses a base URL may point to, so that nobody reaches the operator's own network through Bole.
//!
//! The check is made when a URL is saved and again at every connection, by the resolver that the client for
//! public endpoints uses: a name that later resolves to a private address is refused as well.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use domain::{Code, Error, Result};
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Checks a base URL before it is stored: its form, https unless `allow_private`, and every address of its
/// host. A name that does not resolve at the moment passes, because the connection is checked again.
pub async fn check(base_url: &str, allow_private: bool) -> Result<()> {
    let url = parse(base_url, allow_private)?;
    let (false, Some(host)) = (allow_private, url.host_str()) else { return Ok(()) };
    let port = url.port_or_known_default().unwrap_or(443);
    match tokio::net::lookup_host((host, port)).await {
        Ok(addresses) => {
            all_public(addresses).map(drop).map_err(|_private| Error::Rule(Code::PrivateAddress))
        }
        Err(_unresolved) => Ok(()),
    }
}

/// Parses a base URL and checks what can be said without resolving its host.
pub(crate) fn parse(base_url: &str, allow_private: bool) -> Result<Url> {
    let invalid = || Error::Rule(Code::InvalidUrl);
    let url = Url::parse(base_url.trim()).map_err(|_reason| invalid())?;
    let scheme_allowed = url.scheme() == "https" || (allow_private && url.scheme() == "http");
    let has_credentials = !url.username().is_empty() || url.password().is_some();
    if !scheme_allowed || has_credentials || url.fragment().is_some() || !url.has_host() {
        return Err(invalid());
    }
    // The resolver never sees a literal address, so that one is checked here. The parser has already turned
    // spellings such as 0x7f.1 into plain ones.
    if !allow_private && literal(&url).is_some_and(|address| !is_public(address)) {
        return Err(Error::Rule(Code::PrivateAddress));
    }
    Ok(url)
}

fn literal(url: &Url) -> Option<IpAddr> {
    let host = url.host_str()?;
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// Whether an address belongs to the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let reserved = matches!(
        (a, b, c),
        (0 | 10 | 127, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
            | (224..=255, ..)
    );
    !reserved
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = embedded_v4(address) {
        return is_public_v4(inner);
    }
    let [first, second, ..] = address.segments();
    let global_unicast = first & 0xe000 == 0x2000;
    let protocol_assignments = first == 0x2001 && second < 0x200;
    let documentation = (first == 0x2001 && second == 0xdb8) || (first == 0x3fff && second < 0x1000);
    global_unicast && !protocol_assignments && !documentation
}

/// The IPv4 address that an IPv6 one leads to: mapped, compatible, NAT64 and 6to4.
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let of = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match address.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(of(high, low)),
        [0x2002, high, low, ..] => Some(of(high, low)),
        _ => None,
    }
}

/// Resolves names to public addresses only.
#[derive(Debug)]
pub(crate) struct PublicResolver;

/// A name that resolves to an address of a private network.
#[derive(Debug, thiserror::Error)]
#[error("the host name resolves to a private address")]
pub(crate) struct PrivateAddress;

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let addresses = all_public(tokio::net::lookup_host((name.as_str(), 0)).await?)?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

fn all_public(addresses: impl Iterator<Item = SocketAddr>) -> Result<Vec<SocketAddr>, PrivateAddress> {
    addresses.map(|address| if is_public(address.ip()) { Ok(address) } else { Err(PrivateAddress) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_and_special_addresses_are_told_from_public_ones() {
        let private = [
            "0.0.0.0",
            "10.1.2.3",
            "100.100.100.200",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001::1",
            "2001:db8::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "ff02::1",
        ];
        for address in private {
            assert!(!is_public(address.parse().unwrap()), "{address} is not public");
        }
        let public = [
            "1.1.1.1",
            "100.63.0.1",
            "172.32.0.1",
            "198.20.0.1",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ];
        for address in public {
            assert!(is_public(address.parse().unwrap()), "{address} is public");
        }
    }

    #[test]
    fn spellings_of_loopback_are_refused_before_anything_is_sent() {
        for url in [
            "https://127.0.0.1/v1",
            "https://0x7f.1/v1",
            "https://2130706433/v1",
            "https://0177.0.0.1/v1",
            "https://[::1]/v1",
            "https://[::ffff:127.0.0.1]/v1",
            "https://169.254.169.254/latest",
            "https://127。0。0。1/",
        ] {
            assert_eq!(parse(url, false).unwrap_err().code(), Code::PrivateAddress, "{url}");
            assert!(parse(url, true).is_ok(), "{url}");
        }
    }

    #[test]
    fn only_a_clean_https_address_is_a_base_url() {
        for url in [
            "",
            "api.openai.com/v1",
            "http://api.openai.com/v1",
            "ftp://api.openai.com",
            "file:///etc/passwd",
            "https://user:pass@api.openai.com/v1",
            "https://api.openai.com/v1#x",
            "https://",
        ] {
            assert_eq!(parse(url, false).unwrap_err().code(), Code::InvalidUrl, "{url}");
        }
        assert!(parse(" https://api.openai.com/v1 ", false).is_ok());
        assert!(parse("http://models.corp.test:8000/v1", true).is_ok());
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_refused_when_saved() {
        assert_eq!(check("https://localhost/v1", false).await.unwrap_err().code(), Code::PrivateAddress);
        assert!(check("http://localhost:11434/v1", true).await.is_ok());
    }
}
