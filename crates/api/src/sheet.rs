//! Exports: what kind of table file is asked for.

use crate::client::{Client, Method, Request, Result, Transport};

/// The kind of file of an export. It is asked for by `Accept`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetFormat {
    /// UTF-8 with a byte order mark, which Excel asks for.
    #[default]
    Csv,
    /// An Excel workbook.
    Xlsx,
}

impl SheetFormat {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The ending of file names.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

impl<T: Transport> Client<T> {
    /// Asks for an export.
    pub(crate) async fn sheet(&self, path: impl Into<String>, format: SheetFormat) -> Result<Vec<u8>> {
        let mut request = Request::new(Method::Get, path);
        request.accept = Some(format.media_type());
        self.bytes(request).await
    }
}
