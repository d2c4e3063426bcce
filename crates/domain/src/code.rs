//! The one table of error codes: word on the wire, HTTP status, and texts in both languages.
//!
//! A code is never renamed. `docs/problems.md` is written from this table by a test.

use crate::{Coded, Locale};

/// Every way in which a request can fail, or a field or document be at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table below gives the text of each in both languages")]
pub enum Code {
    // requests
    Malformed,
    MissingCredentials,
    InvalidToken,
    InvalidCredentials,
    SessionRevoked,
    Forbidden,
    ClientHeaderRequired,
    AddressNotAllowed,
    HostNotAllowed,
    TokenNotAllowed,
    TicketExpired,
    InvalidTwoFactorCode,
    NotFound,
    MethodNotAllowed,
    NotAcceptable,
    RequestTimeout,
    PayloadTooLarge,
    UnsupportedMediaType,
    Invalid,
    RateLimited,
    AccountLocked,
    AccountInactive,
    Internal,
    Unavailable,
    // rules
    StaleVersion,
    Conflict,
    InvalidTransition,
    RegistrationClosed,
    InvitationRequired,
    UsernameTaken,
    EmailTaken,
    NameTaken,
    ExternalIdTaken,
    InUse,
    WrongPassword,
    TwoFactorEnabled,
    TwoFactorDisabled,
    OperatorNeeded,
    IdempotencyKeyReused,
    IdempotencyInProgress,
    AccountUnusable,
    NotCancellable,
    NotRetryable,
    NoRecipients,
    AiDisabled,
    NoApiKey,
    NoModel,
    PrivateAddress,
    SampleDataNotEmpty,
    LinkUnknown,
    LinkUsed,
    LinkExpired,
    AlreadyInvited,
    AlreadyMember,
    BuiltInRole,
    LastAdmin,
    PermissionNotHeld,
    SharedAccount,
    // sign-in with another account
    OauthStateInvalid,
    OauthDenied,
    OauthFailed,
    IdentityTaken,
    LastSignIn,
    // fields
    Required,
    TooShort,
    TooLong,
    TooSmall,
    TooLarge,
    OutOfRange,
    TooMany,
    InvalidFormat,
    InvalidEmail,
    InvalidPhone,
    InvalidUrl,
    UnknownField,
    UnknownValue,
    UnknownKeyword,
    UnknownReference,
    UnknownPlaceholder,
    MissingValue,
    Duplicate,
    MinAboveMax,
    InPast,
    PasswordTooCommon,
    PasswordTooSimilar,
    MenuKept,
    TeamCycle,
    // documents
    DocumentEncrypted,
    DocumentCorrupt,
    DocumentNoText,
    DocumentTooLarge,
    DocumentTypeUnsupported,
    DocumentTimeout,
    DocumentNoRecords,
    ImageUnreadable,
    ImageTooLarge,
    ImageCropOutside,
    // models
    AiAuthenticationFailed,
    AiRateLimited,
    AiModelNotFound,
    AiTimeout,
    AiInvalidOutput,
    AiUnavailable,
    AiRequestRejected,
    // mail
    MailUnreachable,
    MailTlsFailed,
    MailAuthenticationFailed,
    MailRejected,
    MailTimeout,
    MailUnavailable,
}

/// One row of the table: code, word, HTTP status, English, Chinese. `{}` stands for a parameter.
type Row = (Code, &'static str, u16, &'static str, &'static str);

const TABLE: &[Row] = &[
    (Code::Malformed, "malformed", 400, "The request could not be read", "请求无法解析"),
    (Code::MissingCredentials, "missing_credentials", 401, "Sign in first", "请先登录"),
    (Code::InvalidToken, "invalid_token", 401, "The sign-in has expired or is not valid", "登录已过期或无效"),
    (
        Code::InvalidCredentials,
        "invalid_credentials",
        401,
        "Wrong user name, e-mail or password",
        "用户名、邮箱或密码不正确",
    ),
    (
        Code::SessionRevoked,
        "session_revoked",
        401,
        "This session was ended; sign in again",
        "该会话已被终止，请重新登录",
    ),
    (Code::Forbidden, "forbidden", 403, "You don't have permission to do this", "您没有权限执行此操作"),
    (
        Code::ClientHeaderRequired,
        "client_header_required",
        403,
        "The X-Client header is required for this call",
        "此请求需要 X-Client 请求头",
    ),
    (
        Code::AddressNotAllowed,
        "address_not_allowed",
        403,
        "Your network address is not allowed here",
        "您的网络地址不在允许范围内",
    ),
    (
        Code::HostNotAllowed,
        "host_not_allowed",
        400,
        "The server does not answer to this name",
        "服务器不接受以该主机名访问",
    ),
    (
        Code::TokenNotAllowed,
        "token_not_allowed",
        403,
        "An API token may not do this; sign in instead",
        "API 令牌不能执行此操作，请登录后再试",
    ),
    (
        Code::TicketExpired,
        "ticket_expired",
        401,
        "This sign-in took too long or too many tries; start again",
        "登录已超时或尝试次数过多，请重新登录",
    ),
    (
        Code::InvalidTwoFactorCode,
        "invalid_two_factor_code",
        401,
        "This code is wrong or was used already",
        "验证码错误或已被使用",
    ),
    (Code::NotFound, "not_found", 404, "Not found", "未找到"),
    (
        Code::MethodNotAllowed,
        "method_not_allowed",
        405,
        "This method is not allowed here",
        "不支持该请求方法",
    ),
    (
        Code::NotAcceptable,
        "not_acceptable",
        406,
        "No representation fits the Accept header",
        "没有符合 Accept 请求头的格式",
    ),
    (Code::RequestTimeout, "request_timeout", 408, "The request took too long to arrive", "请求接收超时"),
    (Code::PayloadTooLarge, "payload_too_large", 413, "The request is too large", "请求内容过大"),
    (
        Code::UnsupportedMediaType,
        "unsupported_media_type",
        415,
        "This content type is not supported",
        "不支持该内容类型",
    ),
    (Code::Invalid, "invalid", 422, "Some fields are not valid", "部分字段填写有误"),
    (Code::RateLimited, "rate_limited", 429, "Too many requests; please wait", "请求过于频繁，请稍后再试"),
    (
        Code::AccountLocked,
        "account_locked",
        429,
        "Too many failed sign-ins; please wait",
        "登录失败次数过多，请稍后再试",
    ),
    (Code::AccountInactive, "account_inactive", 403, "This account is deactivated", "该账号已停用"),
    (Code::Internal, "internal", 500, "Something went wrong on our side", "服务器内部错误"),
    (Code::Unavailable, "unavailable", 503, "The service is not ready", "服务暂不可用"),
    (
        Code::StaleVersion,
        "stale_version",
        412,
        "Somebody changed this in the meantime",
        "内容已被他人修改，请刷新后重试",
    ),
    (Code::Conflict, "conflict", 409, "This conflicts with the present state", "与当前状态冲突"),
    (
        Code::InvalidTransition,
        "invalid_transition",
        409,
        "This status change is not possible",
        "不允许的状态变更",
    ),
    (Code::RegistrationClosed, "registration_closed", 403, "Registration is closed", "注册已关闭"),
    (
        Code::InvitationRequired,
        "invitation_required",
        403,
        "Registration needs an invitation",
        "注册需要邀请",
    ),
    (Code::UsernameTaken, "username_taken", 409, "This user name is taken", "该用户名已被使用"),
    (Code::EmailTaken, "email_taken", 409, "This e-mail address is taken", "该邮箱已被使用"),
    (Code::NameTaken, "name_taken", 409, "This name is taken", "该名称已被使用"),
    (
        Code::ExternalIdTaken,
        "external_id_taken",
        409,
        "Another candidate has this external id",
        "该外部编号已被其他候选人使用",
    ),
    (Code::InUse, "in_use", 409, "This is still in use", "该内容仍在使用中"),
    (Code::WrongPassword, "wrong_password", 422, "The present password is wrong", "当前密码不正确"),
    (Code::TwoFactorEnabled, "two_factor_enabled", 409, "Two-factor sign-in is on already", "两步验证已开启"),
    (
        Code::TwoFactorDisabled,
        "two_factor_disabled",
        409,
        "Two-factor sign-in is not on; set it up first",
        "尚未开启两步验证，请先完成设置",
    ),
    (
        Code::OperatorNeeded,
        "operator_needed",
        409,
        "The operator cannot leave while the installation has other users",
        "系统仍有其他用户时，系统管理员不能注销",
    ),
    (
        Code::IdempotencyKeyReused,
        "idempotency_key_reused",
        422,
        "This Idempotency-Key was used with another body",
        "该 Idempotency-Key 已用于其他请求内容",
    ),
    (
        Code::IdempotencyInProgress,
        "idempotency_in_progress",
        409,
        "A request with this Idempotency-Key is still running",
        "使用该 Idempotency-Key 的请求仍在处理中",
    ),
    (Code::AccountUnusable, "account_unusable", 409, "This mailbox is switched off", "该邮箱账号已停用"),
    (Code::NotCancellable, "not_cancellable", 409, "This can no longer be cancelled", "已无法取消"),
    (Code::NotRetryable, "not_retryable", 409, "This cannot be retried", "无法重试"),
    (Code::NoRecipients, "no_recipients", 422, "Choose at least one recipient", "请至少选择一位收件人"),
    (
        Code::AiDisabled,
        "ai_disabled",
        403,
        "AI is switched off for this organization",
        "本组织已关闭 AI 功能",
    ),
    (
        Code::NoApiKey,
        "no_api_key",
        409,
        "There is no API key for this provider",
        "尚未配置该服务商的 API 密钥",
    ),
    (
        Code::NoModel,
        "no_model",
        409,
        "Name a model of this provider in a configuration first",
        "请先在模型配置中填写该服务商的模型名称",
    ),
    (
        Code::PrivateAddress,
        "private_address",
        422,
        "Only an administrator may use a private address",
        "仅管理员可以使用内网地址",
    ),
    (
        Code::SampleDataNotEmpty,
        "sample_data_not_empty",
        409,
        "Sample data can only be loaded into an empty organization",
        "只能在空的组织中加载示例数据",
    ),
    (Code::LinkUnknown, "link_unknown", 404, "This link is not valid", "链接无效"),
    (Code::LinkUsed, "link_used", 410, "This link was used already", "链接已被使用"),
    (
        Code::LinkExpired,
        "link_expired",
        410,
        "This link has expired; ask for a new one",
        "链接已过期，请重新获取",
    ),
    (
        Code::AlreadyInvited,
        "already_invited",
        409,
        "There is an invitation for this address already",
        "该邮箱已有待接受的邀请",
    ),
    (
        Code::AlreadyMember,
        "already_member",
        409,
        "This person is a member of the organization already",
        "该用户已是本组织成员",
    ),
    (
        Code::BuiltInRole,
        "built_in_role",
        409,
        "A built-in role cannot be changed; make a copy of it",
        "内置角色不可修改，请复制后再编辑",
    ),
    (
        Code::LastAdmin,
        "last_admin",
        409,
        "The organization needs an administrator; name another one first",
        "组织至少需要一名管理员，请先指定其他管理员",
    ),
    (
        Code::PermissionNotHeld,
        "permission_not_held",
        403,
        "You cannot give, or rule over, permissions that you don't have yourself",
        "不能授予自己没有的权限，也不能管理权限高于自己的成员",
    ),
    (
        Code::SharedAccount,
        "shared_account",
        409,
        "This person belongs to other organizations too and changes this alone",
        "该成员同时属于其他组织，只能由其本人修改",
    ),
    (
        Code::OauthStateInvalid,
        "oauth_state_invalid",
        400,
        "This sign-in was begun in another browser or took too long; please start again",
        "此次登录不是在本浏览器发起的，或已超时，请重新登录",
    ),
    (Code::OauthDenied, "oauth_denied", 403, "The sign-in was cancelled there", "您已在对方页面取消授权"),
    (
        Code::OauthFailed,
        "oauth_failed",
        502,
        "The provider could not sign you in; please try again later",
        "对方服务未能完成登录，请稍后重试",
    ),
    (
        Code::IdentityTaken,
        "identity_taken",
        409,
        "That account is already linked here",
        "该第三方账号已被绑定",
    ),
    (
        Code::LastSignIn,
        "last_sign_in",
        409,
        "This is your only way to sign in; set a password first",
        "这是您唯一的登录方式，请先设置密码",
    ),
    (Code::Required, "required", 422, "This is required", "此项必填"),
    (Code::TooShort, "too_short", 422, "Enter at least {} characters", "请至少输入 {} 个字符"),
    (Code::TooLong, "too_long", 422, "Enter at most {} characters", "最多输入 {} 个字符"),
    (Code::TooSmall, "too_small", 422, "Must be at least {}", "不能小于 {}"),
    (Code::TooLarge, "too_large", 422, "Must be at most {}", "不能大于 {}"),
    (Code::OutOfRange, "out_of_range", 422, "Must be between {} and {}", "必须在 {} 到 {} 之间"),
    (Code::TooMany, "too_many", 422, "At most {} entries", "最多 {} 项"),
    (Code::InvalidFormat, "invalid_format", 422, "This does not have the expected form", "格式不正确"),
    (Code::InvalidEmail, "invalid_email", 422, "This is not an e-mail address", "邮箱地址格式不正确"),
    (Code::InvalidPhone, "invalid_phone", 422, "This is not a phone number", "电话号码格式不正确"),
    (Code::InvalidUrl, "invalid_url", 422, "This is not a web address", "网址格式不正确"),
    (Code::UnknownField, "unknown_field", 422, "There is no such field: {}", "不存在的字段：{}"),
    (Code::UnknownValue, "unknown_value", 422, "This is not one of the possible values", "不是可选的值"),
    (
        Code::UnknownKeyword,
        "unknown_keyword",
        422,
        "This keyword is not in the vocabulary: {}",
        "关键词不在词库中：{}",
    ),
    (Code::UnknownReference, "unknown_reference", 422, "This does not exist", "引用的内容不存在"),
    (
        Code::UnknownPlaceholder,
        "unknown_placeholder",
        422,
        "There is no such placeholder: {}",
        "不存在的占位符：{}",
    ),
    (Code::MissingValue, "missing_value", 422, "There is no value for {}", "缺少 {} 的值"),
    (Code::Duplicate, "duplicate", 422, "This is given twice", "重复"),
    (Code::MinAboveMax, "min_above_max", 422, "The lower bound is above the upper one", "下限高于上限"),
    (Code::InPast, "in_past", 422, "This must lie in the future", "必须是将来的时间"),
    (Code::PasswordTooCommon, "password_too_common", 422, "This password is too common", "该密码过于常见"),
    (
        Code::PasswordTooSimilar,
        "password_too_similar",
        422,
        "The password is too like the name or e-mail",
        "密码与用户名或邮箱过于相似",
    ),
    (
        Code::MenuKept,
        "menu_kept",
        422,
        "This page cannot be hidden, or nobody could bring others back",
        "该菜单不能隐藏，否则无法再恢复其他菜单",
    ),
    (
        Code::TeamCycle,
        "team_cycle",
        422,
        "A team cannot stand below itself",
        "团队不能隶属于自己或自己的下级团队",
    ),
    (
        Code::DocumentEncrypted,
        "document_encrypted",
        422,
        "The document is protected by a password",
        "文档已加密，请解除密码后重试",
    ),
    (Code::DocumentCorrupt, "document_corrupt", 422, "The document is damaged", "文档已损坏"),
    (
        Code::DocumentNoText,
        "document_no_text",
        422,
        "The document has no text, perhaps only an image",
        "文档中没有文字，可能是扫描件",
    ),
    (Code::DocumentTooLarge, "document_too_large", 422, "The document is too large", "文档过大"),
    (
        Code::DocumentTypeUnsupported,
        "document_type_unsupported",
        422,
        "This type of document is not supported; save it as DOCX or PDF",
        "不支持该文档类型，请另存为 DOCX 或 PDF",
    ),
    (Code::DocumentTimeout, "document_timeout", 422, "Reading the document took too long", "读取文档超时"),
    (
        Code::DocumentNoRecords,
        "document_no_records",
        422,
        "No job or person was found in the document",
        "文档中未识别到职位或人选",
    ),
    (
        Code::ImageUnreadable,
        "image_unreadable",
        422,
        "This is not a picture that can be read; PNG, JPEG and WebP are",
        "图片无法读取，请使用 PNG、JPEG 或 WebP 格式",
    ),
    (Code::ImageTooLarge, "image_too_large", 422, "This picture is too large", "图片过大"),
    (
        Code::ImageCropOutside,
        "image_crop_outside",
        422,
        "The section does not lie within the picture",
        "裁剪区域超出图片范围",
    ),
    (
        Code::AiAuthenticationFailed,
        "ai_authentication_failed",
        502,
        "The AI provider refused the key",
        "AI 服务认证失败",
    ),
    (Code::AiRateLimited, "ai_rate_limited", 503, "The AI provider's limit is reached", "AI 服务请求超限"),
    (
        Code::AiModelNotFound,
        "ai_model_not_found",
        502,
        "The AI provider does not know the model",
        "AI 模型未找到",
    ),
    (Code::AiTimeout, "ai_timeout", 504, "The AI provider did not answer in time", "AI 服务请求超时"),
    (
        Code::AiInvalidOutput,
        "ai_invalid_output",
        502,
        "The AI model's answer did not have the right form",
        "AI 返回内容格式错误",
    ),
    (Code::AiUnavailable, "ai_unavailable", 503, "The AI provider is not available", "AI 服务暂不可用"),
    (
        Code::AiRequestRejected,
        "ai_request_rejected",
        502,
        "The AI provider rejected the request",
        "AI 服务拒绝了该请求",
    ),
    (
        Code::MailUnreachable,
        "mail_unreachable",
        503,
        "The mail server cannot be reached",
        "无法连接邮件服务器",
    ),
    (
        Code::MailTlsFailed,
        "mail_tls_failed",
        502,
        "The mail server's encryption or certificate is not valid",
        "邮件服务器加密或证书无效",
    ),
    (
        Code::MailAuthenticationFailed,
        "mail_authentication_failed",
        502,
        "The mail server refused the user name or password",
        "邮件服务器认证失败，请检查用户名或授权码",
    ),
    (Code::MailRejected, "mail_rejected", 502, "The mail server rejected the message", "邮件服务器拒收"),
    (Code::MailTimeout, "mail_timeout", 504, "The mail server did not answer in time", "邮件服务器响应超时"),
    (
        Code::MailUnavailable,
        "mail_unavailable",
        503,
        "The mail server is not available now",
        "邮件服务器暂不可用",
    ),
];

impl Code {
    fn row(self) -> &'static Row {
        // The test below holds the table to the order of the enum.
        &TABLE[self as usize]
    }

    /// The stable word on the wire.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// The HTTP status; 422 for codes that only occur in fields and documents.
    pub fn status(self) -> u16 {
        self.row().2
    }

    /// The text for a person, with `{}` where parameters go.
    pub fn text(self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.row().3,
            Locale::Zh => self.row().4,
        }
    }

    /// The text with its parameters filled in, in order.
    pub fn message(self, locale: Locale, params: &[String]) -> String {
        let mut parts = self.text(locale).split("{}");
        let mut message = parts.next().unwrap_or_default().to_owned();
        for (index, part) in parts.enumerate() {
            message.push_str(params.get(index).map_or("", String::as_str));
            message.push_str(part);
        }
        message
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::from_code(&word).ok_or_else(|| serde::de::Error::custom(format!("unknown code {word}")))
    }
}

impl Coded for Code {
    const ALL: &'static [Self] = &{
        let mut all = [Self::Malformed; TABLE.len()];
        let mut index = 0;
        while index < TABLE.len() {
            all[index] = TABLE[index].0;
            index += 1;
        }
        all
    };

    fn code(self) -> &'static str {
        self.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_each_code_at_its_place_with_a_word_of_its_own() {
        let mut words = std::collections::HashSet::new();
        for (index, row) in TABLE.iter().enumerate() {
            assert_eq!(row.0 as usize, index, "{} is out of order", row.1);
            assert!(words.insert(row.1), "{} is given twice", row.1);
            assert_eq!(row.3.matches("{}").count(), row.4.matches("{}").count(), "{}", row.1);
        }
        assert_eq!(TABLE.len(), Code::MailUnavailable as usize + 1);
    }

    #[test]
    fn the_page_of_codes_is_what_the_table_says() {
        let mut page = String::from(
            "# Problems\n\nEvery error is `application/problem+json` (RFC 9457) with one of these codes. They are never \
             renamed.\n`{}` stands for a parameter. The page is written from the table in `crates/domain/src/code.rs` \
             by\n`BOLE_WRITE_DOCS=1 make unit`.\n\n| code | status | English | 中文 |\n|---|---|---|---|\n",
        );
        for (_, word, status, english, chinese) in TABLE {
            page.push_str(&format!("| `{word}` | {status} | {english} | {chinese} |\n"));
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/problems.md");
        if std::env::var_os("BOLE_WRITE_DOCS").is_some() {
            std::fs::write(path, &page).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), page, "run BOLE_WRITE_DOCS=1 make unit");
    }

    #[test]
    fn parameters_are_filled_in_order() {
        let params = ["1".to_owned(), "9".to_owned()];
        assert_eq!(Code::OutOfRange.message(Locale::En, &params), "Must be between 1 and 9");
        assert_eq!(Code::OutOfRange.message(Locale::Zh, &params), "必须在 1 到 9 之间");
        assert_eq!(Code::TooLong.message(Locale::En, &[]), "Enter at most  characters");
    }
}
