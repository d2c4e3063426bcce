//! What holds for any request.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{About, masked};

/// Mobile and land line numbers, set apart in the ways in which people write them.
fn phones() -> impl Strategy<Value = String> {
    let shapes = prop::sample::select(vec![
        "###########",
        "### #### ####",
        "###-####-####",
        "+86 ###########",
        "(0###) ########",
        "0##-########",
        "+1 (###) ###-####",
        "### . #### . ####",
        "＃＃＃＃＃＃＃＃＃＃＃",
    ]);
    (shapes, prop::collection::vec(2_u32..10, 16)).prop_map(|(shape, digits)| {
        let mut digits = digits.into_iter();
        let mut next = |wide: bool| {
            let digit = digits.next().unwrap_or(9);
            char::from_u32(if wide { 0xff10 + digit } else { 0x30 + digit }).unwrap_or('9')
        };
        shape.chars().map(|c| if matches!(c, '#' | '＃') { next(c == '＃') } else { c }).collect()
    })
}

/// Four digits in a row, or two fours set apart, would be enough to find somebody.
fn shows_digits(text: &str, phone: &str) -> bool {
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<Vec<_>>();
    let (shown, number) = (digits(text), digits(phone));
    number.windows(5).any(|part| shown.windows(5).any(|other| other == part))
}

fn around() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "请联系", "tel:", "手机 ", "Java 工程师，", "微信号x", "（", "\n\n"])
        .prop_map(str::to_owned)
}

fn field() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["title", "q", "subject", "level", "name", "made_up", "emails"])
        .prop_map(str::to_owned)
}

/// The value somewhere in a request.
fn placed(depth: u32, field: &str, value: Value) -> Value {
    (0..depth).fold(json!({ field: value }), |inner, level| match level % 3 {
        0 => json!({"items": [inner, 1]}),
        1 => json!({"fields": inner, "version": 3}),
        _ => json!([null, inner]),
    })
}

proptest! {
    #[test]
    fn a_telephone_number_never_shows(phone in phones(), before in around(), after in around(), field in field(), depth in 0_u32..4) {
        let body = placed(depth, &field, format!("{before}{phone}{after}").into());
        for about in [About::People, About::Things] {
            let text = masked(&body, about).to_string();
            prop_assert!(!shows_digits(&text, &phone), "{phone} in {text}");
        }
    }

    #[test]
    fn a_secret_never_shows(
        secret in "[A-Za-z0-9!._-]{4,40}",
        field in prop::sample::select(vec![
            "password", "old_password", "newPassword", "smtp_password", "access_token", "refresh_token", "token",
            "api_key", "key", "ticket", "secret", "totp", "recovery_codes", "otpauth_url", "Authorization", "pin",
        ]),
        depth in 0_u32..4,
    ) {
        let marked = format!("Zq{secret}Xw");
        for value in [json!(marked), json!([marked, marked]), json!({"value": marked}), json!({marked.clone(): marked})] {
            let text = masked(&placed(depth, field, value), About::Things).to_string();
            prop_assert!(!text.contains(&marked), "{marked} in {text}");
        }
    }

    #[test]
    fn a_one_time_code_never_shows(code in "[0-9]{6}|[a-z]{5}-[a-z]{5}|[A-Z2-7]{8,16}", depth in 0_u32..4) {
        for field in ["code", "codes", "totp_code"] {
            let text = masked(&placed(depth, field, code.clone().into()), About::People).to_string();
            prop_assert!(!text.contains(&code), "{code} in {text}");
        }
    }

    #[test]
    fn of_an_address_only_the_first_letter_and_the_host_show(
        local in "zq[a-z0-9._+-]{0,12}[a-z]", host in "[a-p]{2,8}\\.(com|cn|org)",
        before in prop::sample::select(vec!["", "mail ", "<", "，"]), field in field(), depth in 0_u32..4,
    ) {
        let body = placed(depth, &field, format!("{before}{local}@{host}").into());
        for about in [About::People, About::Things] {
            let text = masked(&body, about).to_string();
            prop_assert!(!text.contains("zq"), "{local} in {text}");
        }
    }

    #[test]
    fn a_document_never_shows(document in "[一-龥]{161,400}", depth in 0_u32..4) {
        let start: String = document.chars().take(8).collect();
        for field in ["title", "text", "made_up"] {
            let text = masked(&placed(depth, field, document.clone().into()), About::Things).to_string();
            prop_assert!(!text.contains(&start));
        }
    }

    #[test]
    fn any_text_can_be_masked_and_masked_again(text in any::<String>()) {
        let once = super::text(&text);
        prop_assert_eq!(super::text(&once), once);
    }
}

#[test]
fn what_is_harmless_stays_as_it_is() {
    let body = json!({
        "title": "Java 后端工程师", "status": "in_progress", "version": 3, "locations": ["上海"], "is_active": true,
        "code": "invalid_credentials", "job_id": "018f2f6e-9f4b-7c3a-8d21-1234567890ab", "keywords": ["java", "k8s"],
    });
    assert_eq!(masked(&body, About::Things), body);
    let many = masked(&json!({"ids": (0..100).collect::<Vec<_>>()}), About::Things);
    assert_eq!(many["ids"][20], "(+80)");
}
