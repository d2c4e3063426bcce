//! Numbers, money, dates and times as the language writes them, by the browser's `Intl`.

use chrono::{DateTime, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::i18n::{locale, t};

/// A number with separators: 12,345.
pub fn number(value: f64) -> String {
    numeral(value, &[])
}

/// A number to one decimal at most: 82.5, 40.
pub fn decimal(value: f64) -> String {
    numeral(value, &[("maximumFractionDigits", 1.into())])
}

/// A number for small places: 12K, 1.2万.
pub fn compact(value: f64) -> String {
    numeral(value, &[("notation", "compact".into()), ("maximumFractionDigits", 1.into())])
}

/// A share from 0 to 1 in percent.
pub fn percent(value: f64) -> String {
    numeral(value, &[("style", "percent".into()), ("maximumFractionDigits", 0.into())])
}

/// An amount of money in whole units of a currency (ISO 4217); the bare number where the code is not one.
pub fn money(value: f64, currency: &str) -> String {
    let known = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !known {
        return number(value);
    }
    let options: &[(&str, JsValue)] = &[
        ("style", "currency".into()),
        ("currency", currency.into()),
        ("currencyDisplay", "narrowSymbol".into()),
        ("maximumFractionDigits", 0.into()),
    ];
    numeral(value, options)
}

/// A day: 24 Nov 2026, 2026年11月24日.
pub fn date(time: DateTime<Utc>) -> String {
    moment(time, &[("dateStyle", "medium".into())])
}

/// A day and a time, to the minute.
pub fn date_time(time: DateTime<Utc>) -> String {
    moment(time, &[("dateStyle", "medium".into()), ("timeStyle", "short".into())])
}

/// A day without its year, for axes.
pub fn short_date(time: DateTime<Utc>) -> String {
    moment(time, &[("month", "short".into()), ("day", "numeric".into())])
}

/// The present time. The standard library knows none in the browser.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(Date::now() as i64).unwrap_or_default()
}

/// The distance from now in words: 3 minutes ago, 昨天; after a month, the day.
pub fn relative(time: DateTime<Utc>) -> String {
    let seconds = (time.timestamp_millis() as f64 - Date::now()) / 1000.0;
    let (value, unit) = match seconds.abs() {
        0.0..45.0 => return t::common::just_now().to_owned(),
        45.0..3_000.0 => (seconds / 60.0, "minute"),
        3_000.0..79_200.0 => (seconds / 3_600.0, "hour"),
        79_200.0..2_592_000.0 => (seconds / 86_400.0, "day"),
        _ => return date(time),
    };
    let formatter = Intl::RelativeTimeFormat::new(&languages(), &options(&[("numeric", "auto".into())]));
    String::from(formatter.format(value.round(), unit))
}

/// A size in its largest unit: 62 MB, 1.5 GB.
pub fn bytes(value: f64) -> String {
    const UNITS: [&str; 4] = ["kilobyte", "megabyte", "gigabyte", "terabyte"];
    let (mut value, mut unit) = (value / 1024.0, 0);
    while value >= 1000.0 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    let digits = if value < 10.0 { 1 } else { 0 };
    let unit = UNITS[unit].into();
    numeral(value, &[("style", "unit".into()), ("unit", unit), ("maximumFractionDigits", digits.into())])
}

/// A length of time in its largest unit: 9 min, 2 days.
pub fn duration(minutes: u64) -> String {
    let (value, unit) = match minutes {
        0..=89 => (minutes, "minute"),
        90..=2879 => (minutes.div_ceil(60), "hour"),
        _ => (minutes.div_ceil(24 * 60), "day"),
    };
    numeral(value as f64, &[("style", "unit".into()), ("unit", unit.into()), ("unitDisplay", "long".into())])
}

/// A time as an input of the type `datetime-local` holds it: the browser's own zone, to the minute.
pub fn local_input(time: DateTime<Utc>) -> String {
    let date = Date::new(&JsValue::from_f64(time.timestamp_millis() as f64));
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}

/// The time that such an input holds.
pub fn from_local_input(text: &str) -> Option<DateTime<Utc>> {
    let milliseconds = Date::new(&text.into()).get_time();
    DateTime::from_timestamp_millis(milliseconds as i64)
        .filter(|_| milliseconds.is_finite() && !text.is_empty())
}

/// The time zones that the browser knows, by their IANA names.
pub fn time_zones() -> Vec<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).unwrap_or_default();
    let supported =
        Reflect::get(&intl, &"supportedValuesOf".into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
    let zones = supported.and_then(|supported| supported.call1(&intl, &"timeZone".into()).ok());
    zones
        .map(|zones| Array::from(&zones).iter().filter_map(|zone| zone.as_string()).collect())
        .unwrap_or_default()
}

fn numeral(value: f64, entries: &[(&str, JsValue)]) -> String {
    let formatter = Intl::NumberFormat::new(&languages(), &options(entries));
    let text = formatter.format().call1(&JsValue::UNDEFINED, &value.into());
    text.ok().and_then(|text| text.as_string()).unwrap_or_else(|| value.to_string())
}

fn moment(time: DateTime<Utc>, entries: &[(&str, JsValue)]) -> String {
    let date = Date::new(&JsValue::from_f64(time.timestamp_millis() as f64));
    let formatter = Intl::DateTimeFormat::new(&languages(), &options(entries));
    let text = formatter.format().call1(&JsValue::UNDEFINED, &date);
    text.ok().and_then(|text| text.as_string()).unwrap_or_else(|| time.to_rfc3339())
}

fn languages() -> Array {
    Array::of1(&locale().tag().into())
}

fn options(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        // Setting a property of a fresh object cannot fail.
        drop(Reflect::set(&object, &(*key).into(), value));
    }
    object
}
