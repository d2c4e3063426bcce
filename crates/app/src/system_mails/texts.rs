//! What the mails say, in both languages.

use chrono::{DateTime, Utc};
use domain::Locale;
use domain::one_time_tokens::Purpose;

use super::letter::Letter;
use super::{Addressee, SystemMail};
use crate::time_zones;

/// The mail in the language of who gets it.
pub(super) fn letter(to: &Addressee, mail: &SystemMail) -> Letter {
    let letter = match to.locale {
        Locale::Zh => chinese(to, mail),
        Locale::En => english(to, mail),
    };
    let greeting = match (to.locale, to.name.trim()) {
        (Locale::Zh, "") => "您好：".to_owned(),
        (Locale::Zh, name) => format!("{name}，您好："),
        (Locale::En, "") => "Hello,".to_owned(),
        (Locale::En, name) => format!("Hello {name},"),
    };
    Letter { greeting, ..letter }
}

fn chinese(to: &Addressee, mail: &SystemMail) -> Letter {
    match mail {
        SystemMail::VerifyEmail { link } => Letter {
            subject: "请验证您的邮箱".to_owned(),
            paragraphs: vec!["请点击下方按钮，确认这是您的邮箱。".to_owned()],
            action: Some(("验证邮箱".to_owned(), link.clone())),
            notes: vec![valid_zh(Purpose::VerifyEmail), "如果您没有注册过伯乐，请忽略此邮件。".to_owned()],
            ..Letter::default()
        },
        SystemMail::ResetPassword { link } => Letter {
            subject: "重置您的登录密码".to_owned(),
            paragraphs: vec!["我们收到了重置密码的请求，请点击下方按钮设置新密码。".to_owned()],
            action: Some(("设置新密码".to_owned(), link.clone())),
            notes: vec![
                valid_zh(Purpose::ResetPassword),
                "如果这不是您本人的操作，请忽略此邮件，您的密码不会改变。".to_owned(),
            ],
            ..Letter::default()
        },
        SystemMail::ChangeEmail { link } => Letter {
            subject: "请确认您的新邮箱".to_owned(),
            paragraphs: vec!["您正在将伯乐账号的邮箱更换为此地址，请点击下方按钮确认。".to_owned()],
            action: Some(("确认新邮箱".to_owned(), link.clone())),
            notes: vec![valid_zh(Purpose::ChangeEmail), "如果这不是您本人的操作，请忽略此邮件。".to_owned()],
            ..Letter::default()
        },
        SystemMail::EmailChanged { new_email } => Letter {
            subject: "您的账号邮箱已更换".to_owned(),
            paragraphs: vec![format!("您的伯乐账号邮箱已更换为 {new_email}，此地址不再用于登录。")],
            notes: vec!["如果这不是您本人的操作，请立即联系管理员。".to_owned()],
            ..Letter::default()
        },
        SystemMail::PasswordChanged => Letter {
            subject: "您的密码已重置".to_owned(),
            paragraphs: vec!["您的伯乐账号密码刚刚已重置，所有设备均已退出登录。".to_owned()],
            notes: vec!["如果这不是您本人的操作，请立即重置密码并联系管理员。".to_owned()],
            ..Letter::default()
        },
        SystemMail::NewDevice { device, ip, at } => Letter {
            subject: "您的账号在新设备上登录".to_owned(),
            paragraphs: vec![
                "您的伯乐账号刚刚在一台新设备上登录：".to_owned(),
                format!("时间：{}", moment(to, *at)),
                format!("设备：{}", known(device, "未知")),
                format!("IP 地址：{ip}"),
            ],
            notes: vec![
                "如果是您本人，无需任何操作；如果不是，请立即修改密码，其他设备将自动退出登录。".to_owned(),
            ],
            ..Letter::default()
        },
        SystemMail::Invitation { organization, inviter, role, link } => Letter {
            subject: format!("{inviter} 邀请您加入“{organization}”"),
            paragraphs: vec![format!(
                "{inviter} 邀请您以“{role}”的身份加入“{organization}”，一起使用伯乐招聘工作台。"
            )],
            action: Some(("接受邀请".to_owned(), link.clone())),
            notes: vec![
                format!("邀请 {} 天内有效。", domain::invitations::DAYS),
                "如果您不认识邀请人，请忽略此邮件。".to_owned(),
            ],
            ..Letter::default()
        },
    }
}

fn english(to: &Addressee, mail: &SystemMail) -> Letter {
    match mail {
        SystemMail::VerifyEmail { link } => Letter {
            subject: "Confirm your e-mail address".to_owned(),
            paragraphs: vec!["Press the button to confirm that this address is yours.".to_owned()],
            action: Some(("Confirm the address".to_owned(), link.clone())),
            notes: vec![
                valid_en(Purpose::VerifyEmail),
                "If you have no account with Bole, you can ignore this mail.".to_owned(),
            ],
            ..Letter::default()
        },
        SystemMail::ResetPassword { link } => Letter {
            subject: "Set a new password".to_owned(),
            paragraphs: vec![
                "Somebody, hopefully you, asked for a new password. Press the button to set one.".to_owned(),
            ],
            action: Some(("Set a new password".to_owned(), link.clone())),
            notes: vec![
                valid_en(Purpose::ResetPassword),
                "If it wasn't you, ignore this mail: your password stays as it is.".to_owned(),
            ],
            ..Letter::default()
        },
        SystemMail::ChangeEmail { link } => Letter {
            subject: "Confirm your new e-mail address".to_owned(),
            paragraphs: vec![
                "Your Bole account is about to move to this address. Press the button to confirm.".to_owned(),
            ],
            action: Some(("Confirm the new address".to_owned(), link.clone())),
            notes: vec![
                valid_en(Purpose::ChangeEmail),
                "If you didn't ask for this, ignore this mail.".to_owned(),
            ],
            ..Letter::default()
        },
        SystemMail::EmailChanged { new_email } => Letter {
            subject: "Your account has a new e-mail address".to_owned(),
            paragraphs: vec![format!(
                "Your Bole account now uses {new_email}. You can no longer sign in with this address."
            )],
            notes: vec!["If this wasn't you, tell your administrator at once.".to_owned()],
            ..Letter::default()
        },
        SystemMail::PasswordChanged => Letter {
            subject: "Your password was reset".to_owned(),
            paragraphs: vec![
                "The password of your Bole account was just reset, and all devices were signed out.".to_owned(),
            ],
            notes: vec![
                "If this wasn't you, reset the password at once and tell your administrator.".to_owned(),
            ],
            ..Letter::default()
        },
        SystemMail::NewDevice { device, ip, at } => Letter {
            subject: "Sign-in from a new device".to_owned(),
            paragraphs: vec![
                "Somebody just signed in to your Bole account from a device that is new to us:".to_owned(),
                format!("Time: {}", moment(to, *at)),
                format!("Device: {}", known(device, "unknown")),
                format!("IP address: {ip}"),
            ],
            notes: vec![
                "If it was you, there is nothing to do. If not, change your password at once: that signs out every \
                 other device."
                    .to_owned(),
            ],
            ..Letter::default()
        },
        SystemMail::Invitation { organization, inviter, role, link } => Letter {
            subject: format!("{inviter} invites you to join “{organization}”"),
            paragraphs: vec![format!(
                "{inviter} invites you to join “{organization}” on Bole, the recruiting workbench, as “{role}”."
            )],
            action: Some(("Accept the invitation".to_owned(), link.clone())),
            notes: vec![
                format!("The invitation is good for {} days.", domain::invitations::DAYS),
                "If you don't know who invites you, ignore this mail.".to_owned(),
            ],
            ..Letter::default()
        },
    }
}

fn valid_zh(purpose: Purpose) -> String {
    match purpose.hours() {
        hours if hours % 24 == 0 => format!("链接 {} 天内有效，且只能使用一次。", hours / 24),
        hours => format!("链接 {hours} 小时内有效，且只能使用一次。"),
    }
}

fn valid_en(purpose: Purpose) -> String {
    let (count, unit) = match purpose.hours() {
        hours if hours % 24 == 0 => (hours / 24, "day"),
        hours => (hours, "hour"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("The link is good for {count} {unit}{plural}, and for one use.")
}

/// A time where the reader is.
fn moment(to: &Addressee, at: DateTime<Utc>) -> String {
    at.with_timezone(&time_zones::of(&to.time_zone)).format("%Y-%m-%d %H:%M (%Z)").to_string()
}

fn known<'a>(words: &'a str, otherwise: &'a str) -> &'a str {
    if words.is_empty() { otherwise } else { words }
}
