//! Sends files by `XMLHttpRequest`, since `fetch` does not tell how far an upload is.

use api::{FilePart, Request, Response};
use js_sys::{Array, Promise, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FormData, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

use crate::transport::headers;

/// An upload that can be seen and stopped.
#[derive(Clone, Copy)]
pub struct Watch {
    /// From 0 to 1; `None` when nothing is on its way, and 1 while the server works on what it got.
    pub progress: RwSignal<Option<f64>>,
    cancelled: StoredValue<bool>,
    request: StoredValue<Option<XmlHttpRequest>, LocalStorage>,
}

impl Watch {
    /// For one upload at a time.
    pub fn new() -> Self {
        Self {
            progress: RwSignal::new(None),
            cancelled: StoredValue::new(false),
            request: StoredValue::new_local(None),
        }
    }

    /// Stops the upload; its call then ends as one without an answer.
    pub fn cancel(self) {
        if let Some(request) = self.request.get_value() {
            self.cancelled.set_value(true);
            drop(request.abort());
        }
    }

    /// Whether the last upload was stopped by the person, who then needs no telling.
    pub fn was_cancelled(self) -> bool {
        self.cancelled.get_value()
    }
}

impl Default for Watch {
    fn default() -> Self {
        Self::new()
    }
}

/// Sends a multipart request.
pub async fn send(
    request: &Request,
    files: &[FilePart],
    fields: &[(String, String)],
    watch: Option<Watch>,
) -> Result<Response, String> {
    let sent = begin(request, files, fields, watch).map_err(|error| format!("{error:?}"))?;
    let outcome = JsFuture::from(sent.done).await;
    if let Some(watch) = watch {
        watch.request.try_set_value(None);
        watch.progress.try_set(None);
    }
    outcome.map_err(|_| "the upload was stopped or the connection broke".to_owned())?;
    let body = sent.request.response().map_err(|error| format!("{error:?}"))?;
    let status = sent.request.status().map_err(|error| format!("{error:?}"))?;
    Ok(Response { status, body: Uint8Array::new(&body).to_vec() })
}

struct Sent {
    request: XmlHttpRequest,
    done: Promise,
}

fn begin(
    request: &Request,
    files: &[FilePart],
    fields: &[(String, String)],
    watch: Option<Watch>,
) -> Result<Sent, JsValue> {
    let xhr = XmlHttpRequest::new()?;
    xhr.open(request.method.as_str(), &request.path)?;
    xhr.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    for (name, value) in headers(request) {
        xhr.set_request_header(name, &value)?;
    }
    if let Some(watch) = watch {
        report(&xhr, watch)?;
    }
    let done = Promise::new(&mut |resolve, reject| {
        xhr.set_onload(Some(&resolve));
        xhr.set_onerror(Some(&reject));
        xhr.set_onabort(Some(&reject));
        xhr.set_ontimeout(Some(&reject));
    });
    xhr.send_with_opt_form_data(Some(&form_data(files, fields)?))?;
    Ok(Sent { request: xhr, done })
}

fn report(xhr: &XmlHttpRequest, watch: Watch) -> Result<(), JsValue> {
    watch.cancelled.set_value(false);
    watch.progress.set(Some(0.0));
    watch.request.set_value(Some(xhr.clone()));
    let listener = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            watch.progress.try_set(Some(event.loaded() / event.total()));
        }
    });
    xhr.upload()?.set_onprogress(Some(listener.as_ref().unchecked_ref()));
    // The browser frees it with the request.
    listener.forget();
    Ok(())
}

fn form_data(files: &[FilePart], fields: &[(String, String)]) -> Result<FormData, JsValue> {
    let form = FormData::new()?;
    for (name, value) in fields {
        form.append_with_str(name, value)?;
    }
    for file in files {
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(file.bytes.as_slice())))?;
        form.append_with_blob_and_filename("file", &blob, &file.name)?;
    }
    Ok(form)
}
