//! `BOLE_ALLOWED_HOSTS`, `BOLE_IP_ALLOW`, `BOLE_IP_DENY`, `BOLE_TRUSTED_PROXIES`: who may reach the server.

use std::net::IpAddr;

use ipnet::IpNet;
use web::Network;

use super::Reader;

/// All of them; each is a list separated by commas, empty when not set.
pub(super) fn read(read: &mut Reader<'_>) -> Network {
    let mut networks = |name: &str| {
        let expected = "addresses or networks such as 10.0.0.0/8, separated by commas";
        read.parsed(name, expected, |text| items(text).map(network).collect()).unwrap_or_default()
    };
    Network {
        allow: networks("BOLE_IP_ALLOW"),
        deny: networks("BOLE_IP_DENY"),
        trusted_proxies: networks("BOLE_TRUSTED_PROXIES"),
        allowed_hosts: read
            .parsed("BOLE_ALLOWED_HOSTS", "host names without a port, separated by commas", |text| {
                items(text).map(host).collect()
            })
            .unwrap_or_default(),
    }
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// A single address is a network of one.
fn network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

fn host(text: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-_[]:".contains(c);
    let has_port = !text.starts_with('[') && text.contains(':');
    (text.chars().all(fits) && !has_port).then(|| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_addresses_and_networks_are_read_and_anything_else_is_a_fault() {
        let networks = |text: &str| items(text).map(network).collect::<Option<Vec<_>>>();
        let read = networks("10.0.0.0/8, 192.0.2.7,,2001:db8::/32").unwrap();
        assert_eq!(
            read.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32"]
        );
        assert_eq!(networks("10.0.0.0/8, here"), None);
        assert_eq!(host("Bole.Example.com").as_deref(), Some("bole.example.com"));
        assert_eq!(host("bole.example.com:8080"), None);
        assert_eq!(host("https://bole.example.com"), None);
    }
}
