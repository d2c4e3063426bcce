//! Time zones by their IANA names.

use chrono_tz::Tz;
use domain::{Code, Error, Result};

/// Fails at `pointer` when there is no time zone of that name.
pub fn check(name: &str, pointer: &str) -> Result<()> {
    let known: Result<Tz, _> = name.parse();
    known.map(drop).map_err(|_unknown| Error::invalid(pointer, Code::UnknownValue))
}

/// The time zone of a name; UTC when a name was kept that is none any more.
pub fn of(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_their_names() {
        assert_eq!(of("Asia/Shanghai"), Tz::Asia__Shanghai);
        assert_eq!(of("Nowhere/Else"), Tz::UTC);
        assert!(check("Europe/London", "/time_zone").is_ok());
        assert!(check("Nowhere/Else", "/time_zone").is_err());
    }
}
