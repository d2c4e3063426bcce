//! Who may reach the server at all, and where a request really comes from.

use std::net::{IpAddr, SocketAddr};

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpResponse, web};
use domain::{Code, Error};
use ipnet::IpNet;

use crate::failure::Failure;
use crate::request::ip_of;
use crate::state::State;

/// What the operator set about the network.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// The names under which the server may be called, in lower case; with a dot at the head, all below it. Empty: any.
    pub allowed_hosts: Vec<String>,
    /// Who may come, if anybody is named.
    pub allow: Vec<IpNet>,
    /// Who may not come, even if named above.
    pub deny: Vec<IpNet>,
    /// Whose word counts on where a request comes from.
    pub trusted_proxies: Vec<IpNet>,
}

/// The scheme that a trusted proxy was called by.
#[derive(Clone, Copy)]
struct CalledByHttp;

impl Network {
    /// The address of whoever called: what the nearest machine that we do not trust is called by the next one that we
    /// do. `forwarded` are the addresses of `X-Forwarded-For`, to which each proxy has added its caller at the end.
    fn client<'a>(&self, peer: IpAddr, forwarded: impl DoubleEndedIterator<Item = &'a str>) -> IpAddr {
        let mut client = peer.to_canonical();
        for address in forwarded.rev() {
            if !self.trusts(client) {
                break;
            }
            let Some(address) = read_address(address) else { break };
            client = address;
        }
        client
    }

    fn trusts(&self, address: IpAddr) -> bool {
        contains(&self.trusted_proxies, address)
    }

    fn admits(&self, address: IpAddr) -> bool {
        !contains(&self.deny, address) && (self.allow.is_empty() || contains(&self.allow, address))
    }

    fn is_called(&self, host: &str) -> bool {
        let name = without_port(host).trim_end_matches('.').to_ascii_lowercase();
        let fits = |allowed: &String| match allowed.strip_prefix('.') {
            Some(above) => name == above || name.ends_with(allowed.as_str()),
            None => name == *allowed,
        };
        self.allowed_hosts.is_empty() || self.allowed_hosts.iter().any(fits)
    }
}

fn contains(networks: &[IpNet], address: IpAddr) -> bool {
    networks.iter().any(|network| network.contains(&address))
}

/// Some proxies add the port.
fn read_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()));
    address.map(|address| address.to_canonical())
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        // An IPv6 address stands in brackets.
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn values<'a>(headers: &'a HeaderMap, name: &'static str) -> Vec<&'a str> {
    let values = headers.get_all(name).filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim).collect()
}

/// Middleware: puts the client's address in the place of the proxy's, for everything that follows.
pub async fn locate(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let peer = request.peer_addr();
    let state = request.app_data::<web::Data<State>>().cloned();
    if let (Some(peer), Some(state)) = (peer, state) {
        let network = &state.settings.network;
        if network.trusts(peer.ip().to_canonical()) {
            // Each proxy tells how it was called; the one nearest to the client stands first.
            if values(request.headers(), "x-forwarded-proto").first() == Some(&"http") {
                request.extensions_mut().insert(CalledByHttp);
            }
        }
        let client = network.client(peer.ip(), values(request.headers(), "x-forwarded-for").into_iter());
        request.head_mut().peer_addr = Some(SocketAddr::new(client, peer.port()));
    }
    next.call(request).await
}

/// Middleware: refuses addresses and host names that the operator does not want, and leads from http to https.
pub async fn admit(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody, BoxBody>>, actix_web::Error> {
    // Whoever looks whether the server lives comes from the machine itself, by an address and without TLS.
    let is_probe = matches!(request.path(), "/api/health" | "/api/ready");
    let state = request.app_data::<web::Data<State>>().filter(|_| !is_probe).cloned();
    let Some(state) = state else { return Ok(next.call(request).await?.map_into_left_body()) };
    let network = &state.settings.network;
    let host = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    let refusal = if !network.admits(ip_of(request.peer_addr())) {
        Some(Code::AddressNotAllowed)
    } else if !network.is_called(host.or(request.uri().host()).unwrap_or_default()) {
        Some(Code::HostNotAllowed)
    } else {
        None
    };
    if let Some(code) = refusal {
        return Ok(request.error_response(Failure(Error::Rule(code))).map_into_right_body());
    }
    if state.settings.https && request.extensions().get::<CalledByHttp>().is_some() {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let address = format!("{}{path}", state.app.settings.public_url);
        let response = HttpResponse::PermanentRedirect().insert_header((header::LOCATION, address)).finish();
        return Ok(request.into_response(response).map_into_right_body());
    }
    Ok(next.call(request).await?.map_into_left_body())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network() -> Network {
        let nets = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        Network {
            allowed_hosts: vec!["bole.example.com".to_owned(), ".corp.test".to_owned(), "[::1]".to_owned()],
            allow: nets(&["10.0.0.0/8", "2001:db8::/32"]),
            deny: nets(&["10.6.6.0/24"]),
            trusted_proxies: nets(&["127.0.0.1/32", "172.16.0.0/12"]),
        }
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        for (peer, forwarded, expected) in [
            // Nobody that we trust: what they say is nothing.
            ("203.0.113.9", "10.0.0.1", "203.0.113.9"),
            ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
            // The client made up the first one.
            ("127.0.0.1", "10.0.0.1, 203.0.113.9", "203.0.113.9"),
            ("127.0.0.1", "10.0.0.1, 203.0.113.9, 172.16.0.4", "203.0.113.9"),
            ("::ffff:127.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"),
            ("127.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
            ("127.0.0.1", "unknown", "127.0.0.1"),
            ("127.0.0.1", "", "127.0.0.1"),
            // All are ours: the one farthest away.
            ("127.0.0.1", "172.16.0.9, 172.16.0.4", "172.16.0.9"),
        ] {
            let found = network().client(peer.parse().unwrap(), forwarded.split(','));
            assert_eq!(found.to_string(), expected, "{peer} with {forwarded}");
        }
    }

    #[test]
    fn a_denied_address_stays_out_even_when_it_is_in_an_allowed_network() {
        for (address, admitted) in
            [("10.0.0.1", true), ("10.6.6.1", false), ("192.0.2.1", false), ("2001:db8::1", true)]
        {
            assert_eq!(network().admits(address.parse().unwrap()), admitted, "{address}");
        }
        assert!(Network::default().admits("192.0.2.1".parse().unwrap()));
    }

    #[test]
    fn a_host_is_known_by_name_without_port_and_case() {
        for (host, known) in [
            ("bole.example.com", true),
            ("Bole.Example.COM:8443", true),
            ("bole.example.com.", true),
            ("a.corp.test", true),
            ("corp.test", true),
            ("[::1]:8080", true),
            ("evilcorp.test", false),
            ("bole.example.com.evil.test", false),
            ("", false),
        ] {
            assert_eq!(network().is_called(host), known, "{host}");
        }
        assert!(Network::default().is_called("anything"));
    }
}
