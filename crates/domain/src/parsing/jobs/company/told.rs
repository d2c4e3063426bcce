//! A company as its own sentences name it.

use crate::characters::{position, word_at};
use crate::parsing::layout::Piece;
use crate::parsing::sections::Section;
use crate::parsing::titles::position_likelihood;

use super::{Reading, is_own_name};

impl Reading<'_> {
    /// `About Larkspur Robotics`, `Join Helixmere in Basel`, `Parcelwise predicts …`, 某某酒店是一家….
    pub(super) fn company_of_sentence(&self) -> Option<(Piece, f32)> {
        const FAR: usize = 14;
        let about = self.parts.iter().filter(|part| part.section == Section::About);
        let about: Vec<Piece> =
            about.flat_map(|part| part.pieces.iter().take(3).map(|line| line.piece)).collect();
        let early = self.layout.lines.iter().take(FAR).filter(|line| !line.bullet).map(|line| line.piece);
        early.chain(about).find_map(|piece| {
            let found = self
                .introduced_chinese(piece)
                .or_else(|| self.behind_lead(piece))
                .or_else(|| self.subject(piece));
            found.map(|name| (name, 0.7))
        })
    }

    pub(super) fn introduced_chinese(&self, line: Piece) -> Option<Piece> {
        const VERBS: &[&str] = &[
            "是一家",
            "是一",
            "是国内",
            "是全球",
            "是中国",
            "成立于",
            "创立于",
            "创建于",
            "创办于",
            "始建于",
            "(以下简称",
            "致力于",
            "专注于",
            "隶属于",
            "现面向",
            "因业务",
            "因工作",
            "因发展",
            "因公司",
            "因项目",
            "为满足",
            "现因",
            "现诚聘",
            "现招聘",
            "面向社会",
            "根据",
        ];
        let spoken = ["我们是", "我司", "本公司", "关于"]
            .iter()
            .find(|word| self.layout.folded_string(line).starts_with(**word));
        let from = spoken.filter(|word| **word == "我们是").map_or(0, |word| word.chars().count());
        let line = Piece { start: line.start + from, end: line.end };
        let text = self.layout.folded(line);
        if from > 0 {
            return self.named_until_comma(line);
        }
        let end = VERBS
            .iter()
            .filter_map(|verb| position(text, verb))
            .min()
            .filter(|end| (3..=30).contains(end))?;
        let piece = self.layout.trimmed(Piece { start: line.start, end: line.start + end });
        let words = self.layout.folded_string(piece);
        (is_own_name(&words) && !words.contains([',', ' ', ':'])).then_some(piece)
    }

    /// 我们是厦门集美星火互娱，…
    fn named_until_comma(&self, line: Piece) -> Option<Piece> {
        let text = self.layout.folded(line);
        let end = text
            .iter()
            .position(|c| matches!(c, ',' | '。' | '!' | ' '))
            .filter(|end| (3..=24).contains(end))?;
        let words: String = text[..end].iter().collect();
        let described = words.starts_with(['一', '国', '全', '中', '专'])
            && words.ends_with(['司', '业', '商', '家', '队']);
        (!described).then(|| Piece { start: line.start, end: line.start + end })
    }

    fn behind_lead(&self, line: Piece) -> Option<Piece> {
        let text = self.layout.folded(line);
        let after =
            ["about ", "join ", "at ", "关于", "加入"].iter().find_map(|lead| word_at(text, 0, &[lead]))?;
        let name = self.capitalised(Piece { start: line.start + after, end: line.end }, 5)?;
        is_own_name(&self.layout.folded_string(name)).then_some(name)
    }

    /// A name with capitals and a verb behind it: `Kittiwake Instruments builds …`.
    fn subject(&self, line: Piece) -> Option<Piece> {
        const AUXILIARY: &[&str] =
            &["is", "are", "was", "has", "helps", "makes", "builds", "provides", "designs", "operates"];
        let name = self.capitalised(line, 4)?;
        let behind = self.layout.folded_string(Piece { start: name.end, end: line.end });
        let verb: String = behind.trim_start().chars().take_while(|c| c.is_ascii_alphabetic()).collect();
        let spoken = AUXILIARY.contains(&verb.as_str())
            || (verb.len() >= 4 && verb.ends_with('s') && !verb.ends_with("ss"));
        let words = self.layout.folded_string(name);
        (spoken && is_own_name(&words) && position_likelihood(&words) < 0.6).then_some(name)
    }

    /// The words with a capital at the beginning of a piece, at most so many.
    fn capitalised(&self, piece: Piece, most: usize) -> Option<Piece> {
        let text = self.layout.spaced(piece);
        let mut end = 0;
        let mut at = 0;
        for word in text.split(' ').take(most + 1) {
            let length = word.chars().count();
            let bare = word.trim_end_matches(['.', ',', '!', ':', ';', '?']);
            let proper = bare.starts_with(|c: char| c.is_uppercase()) || matches!(bare, "&" | "of");
            if !proper {
                break;
            }
            end = at + bare.chars().count();
            at += length + 1;
            if bare.len() < word.len() && !matches!(bare.to_lowercase().as_str(), "inc" | "ltd" | "co") {
                break;
            }
        }
        let name = self.layout.trimmed(Piece { start: piece.start, end: piece.start + end });
        (3..=60).contains(&name.len()).then_some(name)
    }
}
