//! Many users from one file.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use api::users::{ImportError, ImportQuery, ImportReport};
use app::users::Imported;
use domain::users::import::{LineFault, template};
use domain::{Error, FieldError, Locale, Permission};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::Query;
use crate::failure::{Failure, Outcome};
use crate::session::SignedIn;
use crate::sheets::sheet;
use crate::state::State;
use crate::upload::{OneFile, one_file};

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(get_user_import_template).service(import_users);
}

/// Get the template of an import
///
/// A table with the titles of the columns and a line that shows what to write, as CSV or as an Excel workbook.
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:user:import"])),
    responses((status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))))
)]
#[get("/auth/users/import-template")]
async fn get_user_import_template(actor: SignedIn, request: HttpRequest) -> Outcome<HttpResponse> {
    actor.require(Permission::UserImport)?;
    let (titles, example) = template(actor.locale);
    sheet(&request, "users-template", titles, std::iter::once(example)).await
}

/// Import users
///
/// A CSV file or an Excel workbook with the columns of the template, 500 lines at most; all are added or none. With
/// `dry_run=true` nothing is added and the answer tells what would happen and what is wrong, by line.
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:user:import"])),
    params(ImportQuery),
    request_body(content((OneFile = "multipart/form-data"))),
    responses((status = 200, body = ImportReport), (status = 409, body = api::Problem))
)]
#[post("/auth/users/import")]
async fn import_users(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<ImportQuery>,
    payload: web::Payload,
) -> Outcome<HttpResponse> {
    actor.require(Permission::UserImport)?;
    let dry_run = query.dry_run.unwrap_or(false);
    let (name, bytes) = one_file(&request, payload).await?;
    let imported = app::users::import(&state.app, &actor, &name, bytes, dry_run).await?;
    if !dry_run && !imported.faults.is_empty() {
        return Err(Failure(Error::Invalid(imported.faults.into_iter().map(as_field).collect())));
    }
    Ok(HttpResponse::Ok().json(report(imported, actor.locale)))
}

fn as_field(fault: LineFault) -> FieldError {
    let LineFault { line, column, code, params } = fault;
    FieldError { pointer: format!("/lines/{line}/{column}"), code, params }
}

fn report(imported: Imported, locale: Locale) -> ImportReport {
    let error = |fault: LineFault| ImportError {
        line: fault.line,
        column: fault.column,
        message: fault.code.message(locale, &fault.params),
        code: fault.code,
    };
    ImportReport {
        lines: imported.lines as u64,
        created: imported.created as u64,
        errors: imported.faults.into_iter().map(error).collect(),
    }
}
