//! From what a client says of itself to what a person calls the device: "Chrome, Windows".

use std::net::IpAddr;

/// Programs by a word of their `User-Agent`. The first that fits counts: Edge says that it is Chrome, and Chrome that
/// it is Safari.
const PROGRAMS: &[(&str, &str)] = &[
    ("micromessenger", "WeChat"),
    ("dingtalk", "DingTalk"),
    ("edg", "Edge"),
    ("opr/", "Opera"),
    ("qqbrowser", "QQ Browser"),
    ("samsungbrowser", "Samsung Internet"),
    ("firefox", "Firefox"),
    ("fxios", "Firefox"),
    ("crios", "Chrome"),
    ("chrome", "Chrome"),
    ("safari", "Safari"),
    ("curl", "curl"),
];

/// Systems in the same way: Android says that it is Linux, and iPads that they are Macs.
const SYSTEMS: &[(&str, &str)] = &[
    ("harmonyos", "HarmonyOS"),
    ("openharmony", "HarmonyOS"),
    ("android", "Android"),
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("windows", "Windows"),
    ("mac os", "macOS"),
    ("cros", "ChromeOS"),
    ("linux", "Linux"),
];

/// Program and system in words; versions are left out, so that an update makes no new device. Empty when the client
/// says nothing of itself.
pub fn words(user_agent: &str) -> String {
    let text = user_agent.to_ascii_lowercase();
    let find = |list: &[(&str, &'static str)]| {
        list.iter().find(|(word, _)| text.contains(word)).map(|(_, name)| *name)
    };
    match (find(PROGRAMS), find(SYSTEMS)) {
        (Some(program), Some(system)) => format!("{program}, {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => {
            let program = user_agent.split(['/', ' ', '(']).next().unwrap_or_default();
            program.chars().filter(|c| c.is_alphanumeric() || "-_.".contains(*c)).take(40).collect()
        }
    }
}

/// The network of an address, as far as one household or office usually has it: the first three numbers of IPv4, the
/// first four groups of IPv6.
pub fn network(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// What makes a device the same one again: the kind of program, and the network.
pub fn key(user_agent: &str, ip: &str) -> String {
    let network = ip.parse().map_or_else(|_| String::new(), network);
    format!("{} @ {network}", words(user_agent))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                          Chrome/131.0.0.0 Safari/537.36";

    #[test]
    fn a_device_is_told_in_words() {
        for (agent, expected) in [
            (CHROME, "Chrome, Windows"),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7) … Version/18.1 Safari/605.1.15", "Safari, macOS"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) … MicroMessenger/8.0", "WeChat, iPhone"),
            ("Mozilla/5.0 (Linux; Android 15) … Chrome/131 Mobile Safari/537.36 EdgA/131", "Edge, Android"),
            ("curl/8.10.1", "curl"),
            ("recruiter-bot/1.0 (+https://example.com)", "recruiter-bot"),
            ("", ""),
        ] {
            assert_eq!(words(agent), expected, "{agent}");
        }
    }

    #[test]
    fn an_update_or_a_new_lease_makes_no_new_device_but_another_network_does() {
        let known = key(CHROME, "203.0.113.7");
        assert_eq!(key(&CHROME.replace("131", "132"), "203.0.113.99"), known);
        assert_eq!(key(CHROME, "::ffff:203.0.113.5"), known);
        assert_ne!(key(CHROME, "198.51.100.7"), known);
        assert_eq!(network("2001:db8:1:2:3::4".parse().unwrap()), "2001:db8:1:2::/64");
    }
}
