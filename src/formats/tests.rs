//! Documents in, files out; and files that a crash has left anywhere.

use super::*;
use serde_json::{Value, json};
use std::io::Read as _;
use std::path::PathBuf;

const EVERY_FIELD: &str = include_str!("../../tests/corpus/formats/document-1-every-field.json");

/// A document that differs by its number: its id, and as many quotes.
fn numbered(number: usize) -> String {
    let mut document: Value = serde_json::from_str(EVERY_FIELD).unwrap();
    document["document_id"] = format!("00000000-0000-5000-8000-{number:012}").into();
    document["id"] = format!("job \"{number}\"").into();
    let mut quote = document["quotes"][1].clone();
    quote["content"][0]["text"] = "“Two lines,\r\n\"marked\",\n=and a formula”".into();
    document["quotes"] = vec![quote; number].into();
    document.to_string()
}

fn unpacked(path: &Path) -> Vec<u8> {
    let mut content = Vec::new();
    let raw = std::fs::read(path).unwrap();
    packing::Unpacked::new(raw.as_slice(), Packing::by_name(path)).read_to_end(&mut content).unwrap();
    content
}

/// Appends the documents in batches of two, and ends.
fn append(format: Format, path: &Path, documents: &[String]) -> anyhow::Result<usize> {
    let (mut file, mut known) = Append::open(format, path)?;
    for batch in documents.chunks(2) {
        for json in batch {
            let converted = format.convert(json.as_bytes())?;
            let id = serde_json::from_str::<Value>(json)?["document_id"].as_str().unwrap().to_owned();
            if known.enter(&id, &converted.main) == Seen::New {
                file.add(&converted);
            }
        }
        file.sync()?;
    }
    file.sync()?;
    Ok(known.count())
}

/// Returns the files of one run: their paths and their bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
    files.sort();
    files
}

/// Cuts every file of a run at many places, as a crash may, collects all documents again, and finds in the files
/// what an undisturbed run gives.
#[track_caller]
fn check_crashes(format: Format, name: &str) {
    let documents: Vec<String> = (1..=5).map(numbered).collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    append(format, &path, &documents).unwrap();
    let whole: Vec<(PathBuf, Vec<u8>)> =
        files(folder.path()).into_iter().map(|(path, _)| (path.clone(), unpacked(&path))).collect();
    let bytes = files(folder.path());
    assert_eq!(bytes.len(), if format == Format::Ninjs { 2 } else { 1 });

    let check = |left: &[(&PathBuf, &[u8])]| {
        for (path, bytes) in left {
            std::fs::write(path, bytes).unwrap();
        }
        append(format, &path, &documents).unwrap();
        let lens: Vec<usize> = left.iter().map(|(_, bytes)| bytes.len()).collect();
        for (path, content) in &whole {
            let found = unpacked(path);
            assert!(
                found == *content,
                "{} after a crash left {lens:?}: {}",
                path.display(),
                String::from_utf8_lossy(&found)
            );
        }
    };
    let main = bytes.iter().find(|(file, _)| *file == path).unwrap();
    let beside = bytes.iter().find(|(file, _)| *file != path);
    for len in cuts(main.1.len()) {
        match beside {
            None => check(&[(&main.0, &main.1[..len])]),
            // Annotations are written first, so they are all there where the item is.
            Some((file, bytes)) => check(&[(&main.0, &main.1[..len]), (file, bytes)]),
        }
    }
    if let Some((file, bytes)) = beside {
        for len in cuts(bytes.len()) {
            check(&[(&main.0, b""), (file, &bytes[..len])]);
        }
    }
}

/// Some 60 places to cut a file at, its very end among them: each is written to disk several times.
fn cuts(len: usize) -> impl Iterator<Item = usize> {
    (0..len).step_by(len / 60 + 1).chain(len - 3..=len)
}

#[test]
fn jsonl_goes_on_after_any_crash() {
    check_crashes(Format::Jsonl, "a.jsonl");
    check_crashes(Format::Jsonl, "a.jsonl.gz");
    check_crashes(Format::Jsonl, "a.jsonl.zst");
}

#[test]
fn ninjs_and_its_annotations_go_on_after_any_crash() {
    check_crashes(Format::Ninjs, "a.jsonl");
    check_crashes(Format::Ninjs, "a.jsonl.zst");
}

#[test]
fn csv_goes_on_after_any_crash() {
    check_crashes(Format::QuotesCsv, "a.csv");
    check_crashes(Format::QuotesCsv, "a.csv.gz");
}

/// A file that is none of ours is refused, and stays as it is.
#[track_caller]
fn check_refused(format: Format, name: &str, content: &[u8], says: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    let error = append(format, &path, &[numbered(1)]).unwrap_err();
    assert!(error.downcast_ref::<Fatal>().is_some_and(|fatal| matches!(fatal, Fatal::Usage(_))), "{error:#}");
    assert!(error.to_string().contains(says), "{error:#} does not say {says:?}");
    assert_eq!(std::fs::read(path).unwrap(), content);
}

#[test]
fn strangers_files_are_left_alone() {
    let converted = |format: Format| format.convert(numbered(1).as_bytes()).unwrap().main;
    check_refused(Format::Jsonl, "a", b"some text\n", "no documents");
    check_refused(Format::Jsonl, "a", &converted(Format::Ninjs), "another format");
    check_refused(Format::Ninjs, "a", &converted(Format::Jsonl), "another format");
    check_refused(Format::Jsonl, "a.gz", &converted(Format::Jsonl), "gz");
    check_refused(Format::Jsonl, "a.zst", b"some text, and more of it\n", "frame");
    check_refused(Format::Jsonl, "a", b"some text", "no documents");
    check_refused(Format::Jsonl, "a", b"{some text", "no documents");
    check_refused(Format::Jsonl, "a", b"{\"id\":1}", "no documents");
    check_refused(
        Format::Jsonl,
        "a",
        &[&converted(Format::Jsonl), &b"some text"[..]].concat(),
        "no documents",
    );
    check_refused(Format::QuotesCsv, "a", b"some text", "another format");
    check_refused(Format::QuotesCsv, "a", b"id,name\r\n1,x\r\n", "another format");
    check_refused(Format::QuotesCsv, "a", &converted(Format::QuotesCsv), "another format");
    let no_end = Packing::Gzip.pack(numbered(1).as_bytes()).unwrap().into_owned();
    check_refused(Format::Jsonl, "a.gz", &no_end, "unfinished last line");
}

/// As editors leave it; the line was cut off.
#[test]
fn a_last_line_that_lacks_only_its_end_is_kept() {
    for format in [Format::Jsonl, Format::Ninjs, Format::QuotesCsv] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        append(format, &path, &[numbered(1), numbered(2)]).unwrap();
        let before = files(folder.path());
        for (path, content) in &before {
            std::fs::write(path, content.trim_ascii_end()).unwrap();
        }
        assert_eq!(Append::open(format, &path).unwrap().1.count(), 2);
        append(format, &path, &[numbered(1), numbered(2)]).unwrap();
        assert_eq!(files(folder.path()), before);
    }
}

#[test]
fn zeros_after_a_loss_of_power_are_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    append(Format::Jsonl, &path, &[numbered(1)]).unwrap();
    let before = std::fs::read(&path).unwrap();
    std::fs::write(&path, [&before, &b"{\"schema\":\"wire\0\0\0"[..]].concat()).unwrap();
    append(Format::Jsonl, &path, &[]).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

/// Two that appended to one file tore each other's documents.
#[test]
fn a_file_belongs_to_one_at_a_time() {
    for (format, name) in
        [(Format::Jsonl, "a.jsonl"), (Format::Jsonl, "a.jsonl.zst"), (Format::QuotesCsv, "a.csv")]
    {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        let first = Append::open(format, &path).unwrap();
        let error = Append::open(format, &path).map(drop).unwrap_err().to_string();
        assert!(error.contains(name) && error.contains("another process is writing"), "{error}");
        drop(first);
        Append::open(format, &path).unwrap();
    }
}

#[test]
fn what_is_no_regular_file_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for path in [Path::new("/dev/full"), folder.path()] {
        let error = Append::open(Format::Jsonl, path).map(drop).unwrap_err();
        assert!(matches!(error.downcast_ref(), Some(Fatal::Usage(_))), "{error:#}");
        assert!(error.to_string().contains("`--out -` is standard output"), "{error:#}");
    }
}

#[test]
fn a_whole_run_writes_what_appending_writes() {
    let documents: Vec<String> = (1..=5).map(numbered).collect();
    for (format, name) in [
        (Format::Jsonl, "a.jsonl"),
        (Format::Jsonl, "a.jsonl.gz"),
        (Format::Ninjs, "a.jsonl.zst"),
        (Format::QuotesCsv, "a.csv"),
    ] {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        append(format, &one.path().join(name), &documents).unwrap();
        let mut writer = Writer::create(format, Some(&other.path().join(name)), std::io::sink()).unwrap();
        for json in &documents {
            writer.write(json.as_bytes()).unwrap();
        }
        writer.finish().unwrap();
        let names = |folder: &Path| {
            let files = files(folder).into_iter();
            files.map(|(path, _)| (path.file_name().unwrap().to_owned(), unpacked(&path))).collect::<Vec<_>>()
        };
        assert_eq!(names(one.path()), names(other.path()), "{name}");
    }
}

#[test]
fn a_row_for_each_quote_as_rfc_4180_has_it() {
    let json = EVERY_FIELD.trim_end();
    let csv = Format::QuotesCsv.convert(json.as_bytes()).unwrap().main;
    let file = [Format::QuotesCsv.head().unwrap(), csv].concat();
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(file.as_slice());
    let rows: Vec<Vec<String>> =
        rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(
        rows[0].join(","),
        "id,published_at,source,url,speaker,speaker_type,type,text,cue,confidence,quote,quotes,document_id"
    );
    let document: Document = serde_json::from_str(json).unwrap();
    assert_eq!(rows.len(), 1 + document.quotes.len());
    let url = "https://news.example/2026/03/03/flood-walls?a=1&b=2";
    let fields = ["daily-2026-03-03-0007", "2026-03-03T09:30:00Z", "the-daily-example", url];
    for (row, quote) in rows[1..].iter().zip(&document.quotes) {
        assert_eq!(row[..4], fields);
        assert_eq!(row[6], quote.kind.as_str());
        assert_eq!(row[9].parse::<f32>().unwrap(), quote.confidence);
    }
    let text = "“We counted every village,” … “Forty-one of them would be under water by the time their \
                children finish school.”";
    assert_eq!(rows[2][4..10], ["Inês Duarte", "PERSON", "direct", text, "told", "0.98"]);
    assert_eq!(rows[1][8], "said … calling");
    assert_eq!(rows[6][4..7], ["Two officials", "", "indirect"]);
    assert_eq!(rows[7][4..6], ["", ""]);
    // Marks and line breaks survive, and every row ends as it should.
    let hostile = Format::QuotesCsv.convert(numbered(1).as_bytes()).unwrap().main;
    assert!(hostile.ends_with(b"-000000000001\r\n"));
    let text = String::from_utf8(hostile).unwrap();
    assert!(text.starts_with("\"job \"\"1\"\"\","), "{text}");
    assert!(text.contains("\"“Two lines,\r\n\"\"marked\"\",\n=and a formula” … "), "{text}");
}

/// Checks that an annotation's place is where both its selectors say.
#[track_caller]
fn check_place(place: &Value, text: &str, uri: &str) -> String {
    assert_eq!((&place["type"], &place["source"]), (&json!("SpecificResource"), &json!(uri)));
    let (position, words) = (&place["selector"][0], &place["selector"][1]);
    assert_eq!(position["type"], "TextPositionSelector");
    assert_eq!(words["type"], "TextQuoteSelector");
    let points: Vec<char> = text.chars().collect();
    let (start, end) =
        (position["start"].as_u64().unwrap() as usize, position["end"].as_u64().unwrap() as usize);
    let slice = |from: usize, to: usize| points[from..to].iter().collect::<String>();
    assert_eq!(words["exact"], slice(start, end));
    assert_eq!(words["prefix"], slice(start.saturating_sub(32), start));
    assert_eq!(words["suffix"], slice(end, (end + 32).min(points.len())));
    slice(start, end)
}

#[test]
fn annotations_point_at_the_words_of_the_item() {
    let Converted { main, annotations } = Format::Ninjs.convert(EVERY_FIELD.as_bytes()).unwrap();
    let item: Value = serde_json::from_slice(&main).unwrap();
    let uri = "urn:uuid:6f0e3c55-6f0f-5b0e-9a55-0d5b6a2f8f10";
    assert_eq!(item["uri"], uri);
    let text = item["bodies"][0]["value"].as_str().unwrap();
    let lines: Vec<Value> = annotations
        .split_inclusive(|&byte| byte == b'\n')
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    let document: Document = serde_json::from_str(EVERY_FIELD).unwrap();
    let mentions: usize = document.entities.iter().map(|entity| entity.mentions.len()).sum();
    assert_eq!(lines.len(), mentions + document.quotes.len());
    let mut ids = std::collections::BTreeSet::new();
    for line in &lines {
        assert_eq!(line["@context"][0], "http://www.w3.org/ns/anno.jsonld");
        assert_eq!(line["type"], "Annotation");
        assert!(ids.insert(line["id"].as_str().unwrap()), "{} twice", line["id"]);
        for part in ["target", "wiremill:cue", "wiremill:source"] {
            for place in line[part].as_array().into_iter().flatten() {
                check_place(place, text, uri);
            }
        }
    }
    let pronoun = lines.iter().find(|line| line["wiremill:form"] == "pronoun").unwrap();
    assert_eq!(check_place(&pronoun["target"][0], text, uri), "she");
    assert_eq!(pronoun["body"][0]["value"], "Inês Duarte");
    assert_eq!(pronoun["wiremill:entity"]["id"], format!("{uri}#entity-3"));
    let quote = lines.iter().find(|line| line["id"] == format!("{uri}#quote-1")).unwrap();
    assert_eq!(check_place(&quote["target"][0], text, uri), "“We counted every village,”");
    assert_eq!(check_place(&quote["wiremill:cue"][0], text, uri), "told");
    assert_eq!(quote["body"][0]["value"], "Inês Duarte");
    assert_eq!(quote["body"][1]["value"], "direct");
    assert_eq!(item["people"][0], json!({"name": "Inês Duarte", "rel": "quoted", "literal": "entity-3"}));
    assert_eq!(item["organisations"][0]["rel"], "mentions");
}

#[test]
fn parquet_has_a_row_for_each_quote_with_its_article() {
    use ::parquet::file::reader::{FileReader as _, SerializedFileReader};
    use ::parquet::record::RowAccessor as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let mut writer = Writer::create(Format::Parquet, Some(&path), std::io::sink()).unwrap();
    let many: Vec<String> = (0..400).map(numbered).collect();
    for json in [EVERY_FIELD].into_iter().chain(many.iter().map(String::as_str)) {
        writer.write(json.as_bytes()).unwrap();
    }
    writer.finish().unwrap();
    let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
    assert_eq!(reader.metadata().num_row_groups(), 2, "what is held in memory is bounded");
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    let document: Document = serde_json::from_str(EVERY_FIELD).unwrap();
    assert_eq!(rows.len(), document.quotes.len() + (0..400).sum::<usize>());
    let names: Vec<&str> = rows[0].get_column_iter().map(|(name, _)| name.as_str()).collect();
    let at = |name: &str| names.iter().position(|found| *found == name).unwrap();
    for (number, (row, quote)) in rows.iter().zip(&document.quotes).enumerate() {
        assert_eq!(row.get_string(at("id")).unwrap(), &document.id);
        assert_eq!(row.get_string(at("authors")).unwrap(), "Ana Reis; João Pinto");
        assert_eq!(row.get_int(at("quote")).unwrap() as usize, number + 1);
        assert_eq!(row.get_int(at("quotes")).unwrap() as usize, document.quotes.len());
        assert_eq!(row.get_int(at("start")).unwrap() as u32, quote.content[0].start);
        assert_eq!(row.get_int(at("end")).unwrap() as u32, quote.content.last().unwrap().end);
        assert_eq!(row.get_float(at("confidence")).unwrap(), quote.confidence);
        let speaker = quote.speaker.as_ref().map(|speaker| &speaker.name);
        assert_eq!(row.get_string(at("speaker")).ok(), speaker);
        assert_eq!(row.get_string(at("cue")).is_ok(), !quote.cue.is_empty());
    }
    let last = rows.last().unwrap();
    assert_eq!(last.get_string(at("id")).unwrap(), "job \"399\"");
    assert_eq!(last.get_int(at("quote")).unwrap(), 399);
}

#[test]
fn parquet_is_refused_where_it_could_not_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let says = |error: anyhow::Error| {
        assert!(matches!(error.downcast_ref(), Some(Fatal::Usage(_))), "{error:#}");
        format!("{error:#}")
    };
    assert!(says(Append::open(Format::Parquet, &path).err().unwrap()).contains("convert"));
    let packed = Writer::create(Format::Parquet, Some(&path.with_extension("gz")), std::io::sink());
    assert!(says(packed.err().unwrap()).contains("compressed inside"));
    assert_eq!(files(folder.path()), [], "nothing is made");
}
