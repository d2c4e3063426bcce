//! Prints what is read from the files named on the command line: `cargo run -p bole-documents --example show FILE…`

fn main() -> std::io::Result<()> {
    for name in std::env::args().skip(1) {
        match documents::extract(&std::fs::read(&name)?, &name) {
            Ok(read) => eprintln!(
                "=== {name}: {} {:?} {:?}\n{}",
                read.media_type, read.sheets, read.warnings, read.text
            ),
            Err(error) => eprintln!("=== {name}: {error}"),
        }
    }
    Ok(())
}
