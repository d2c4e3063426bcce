//! What was parsed, as a person reads it.

use domain::parsing::ParseWarning;
use domain::parsing::answers::{ParseResponse, ParsedDocument, ParsedItem, Warning};
use domain::problems::Problem;
use domain::{Error, Locale};

use super::{Parsed, describe};

/// The answer to a request, in a language. `request_id` is what faults of ours are found by in the log.
pub fn answer<R>(parsed: Vec<Parsed<R>>, locale: Locale, request_id: &str) -> ParseResponse<R> {
    ParseResponse {
        documents: parsed.into_iter().map(|parsed| document(parsed, locale, request_id)).collect(),
    }
}

fn document<R>(parsed: Parsed<R>, locale: Locale, request_id: &str) -> ParsedDocument<R> {
    let taken = parsed.document;
    let odd = taken.warnings.iter().map(|warning| {
        let (code, message) = describe(warning, locale);
        Warning { code: code.to_owned(), message }
    });
    let items = parsed.items.into_iter().map(|(item, duplicates)| ParsedItem {
        fields: item.fields,
        confidence: item.confidence,
        evidence: item.evidence,
        warnings: item.warnings.iter().map(|found| warning(found, locale)).collect(),
        duplicates,
    });
    ParsedDocument {
        document_id: taken.document_id,
        file_name: taken.file_name,
        media_type: taken.media_type,
        engine: parsed.engine,
        text: taken.text.as_ref().to_owned(),
        warnings: odd.chain(parsed.warnings.iter().map(|found| warning(found, locale))).collect(),
        items: items.collect(),
        error: parsed.error.map(|error| problem(&error, locale, request_id)),
    }
}

fn warning(found: &ParseWarning, locale: Locale) -> Warning {
    Warning { code: found.code().to_owned(), message: found.message(locale) }
}

/// It travels inside a good answer, so that nobody else would log a fault of ours.
fn problem(error: &Error, locale: Locale, request_id: &str) -> Problem {
    if let Error::Internal(cause) = error {
        tracing::error!(request_id, %cause, "a part of a request failed");
    }
    Problem::new(error, locale, request_id)
}
