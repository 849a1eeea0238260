//! Files in, jobs out.

use super::*;
use std::io::Write;

fn config() -> Config {
    let limits = Limits { max_job_bytes: 1000, max_body_bytes: 800, ..Limits::default() };
    Config { limits, ..Config::default() }
}

/// A folder with the given files.
fn folder_of(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    folder
}

/// Reads paths below a folder: the jobs, or "error: …", each with its origin, less the folder.
fn all(folder: &tempfile::TempDir, paths: &[&str]) -> Vec<(String, String)> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| folder.path().join(path)).collect();
    let inputs = read(&paths, &config());
    let prefix = format!("{}/", folder.path().display());
    inputs
        .map(|input| match input {
            Ok(Input { job, origin, .. }) => {
                (origin.replace(&prefix, ""), String::from_utf8_lossy(&job).into_owned())
            }
            Err(error) => ("error".to_owned(), format!("{error:#}").replace(&prefix, "")),
        })
        .collect()
}

/// Checks what one file gives, named as it is.
#[track_caller]
fn check(name: &str, content: &[u8], expected: &[(&str, &str)]) {
    let folder = folder_of(&[(name, content)]);
    let found = all(&folder, &[name]);
    let found: Vec<_> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, expected);
}

/// Checks the body that a page or a text gives.
#[track_caller]
fn check_body(name: &str, content: &[u8], body: &str) {
    let folder = folder_of(&[(name, content)]);
    let input = read(&[folder.path().join(name)], &config()).next().unwrap().unwrap();
    assert_eq!(crate::job::Job::decode(&input.job, &config().limits).unwrap().body, body);
}

fn gz(content: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}

#[test]
fn a_job_a_line() {
    check(
        "a.jsonl",
        b"{\"id\":1}\r\n\n  \n{\"id\":2}",
        &[("a.jsonl:1", "{\"id\":1}"), ("a.jsonl:4", "{\"id\":2}")],
    );
    check("a.ndjson", b"", &[]);
    check("a.jsonl", b"\xef\xbb\xbf\nnonsense\n", &[("a.jsonl:2", "nonsense")]);
}

#[test]
fn a_line_too_long_comes_out_one_byte_too_long() {
    let folder = folder_of(&[("a.jsonl", &[vec![b'x'; 500_000], b"\n{}\n".to_vec()].concat())]);
    let found = all(&folder, &["a.jsonl"]);
    assert_eq!(found.iter().map(|(_, job)| job.len()).collect::<Vec<_>>(), [1001, 2]);
}

#[test]
fn of_a_job_too_long_size_and_hash_are_those_of_the_whole() {
    // Longer than what is read at once, and with what a line does not end with inside.
    let job = format!("\"{}\r{}\r\"", "x".repeat(100_000), "y".repeat(65_536));
    let folder = folder_of(&[
        ("a.jsonl", format!("{job}\r\n{{}}\n").as_bytes()),
        ("b.json", format!("[{job}, 7]").as_bytes()),
    ]);
    for (name, limit, expected) in
        [("a.jsonl", 1000, true), ("b.json", 1000, true), ("a.jsonl", 1 << 20, false)]
    {
        let mut config = config();
        config.limits.max_job_bytes = limit;
        let input = read(&[folder.path().join(name)], &config).next().unwrap().unwrap();
        let whole = Cut { bytes: job.len(), sha256: crate::model::sha256_hex(job.as_bytes()) };
        assert_eq!(input.cut, Some(whole).filter(|_| expected), "{name}");
    }
}

#[test]
fn json_holds_one_job_or_many() {
    check(
        "a.json",
        b" {\n \"id\": \"}\\\"{\" ,\r\n \"b\": [1]\n}\n",
        &[("a.json:1", "{  \"id\": \"}\\\"{\" ,   \"b\": [1] }")],
    );
    check(
        "a.json",
        b"[{\"a\":1},\n{\"b\":[{}]}]",
        &[("a.json:1", "{\"a\":1}"), ("a.json:2", "{\"b\":[{}]}")],
    );
    check("a.json", b"\xef\xbb\xbf{}{}\n", &[("a.json:1", "\u{feff}{}"), ("a.json:2", "{}")]);
    check("a.json", b"\xef\xbb\xbf[{},{}]", &[("a.json:1", "{}"), ("a.json:2", "{}")]);
    check("a.json", b"\xef\xbb\xbf\r\n{}", &[("a.json:1", "{}")]);
    check("a.json", b"\xef\xbb\xbf", &[]);
    check("a.json", b"[]", &[]);
    check("a.json", b"[7, \"a, b\"]", &[("a.json:1", "7"), ("a.json:2", "\"a, b\"")]);
    check("a.json", b"{\"id\":", &[("a.json:1", "{\"id\":")]);
}

#[test]
fn pages_and_texts_are_jobs() {
    check(
        "a.html",
        b"<p>x",
        &[("a.html", r#"{"schema":"wiremill.job/1","id":"a.html","format":"html","body":"<p>x"}"#)],
    );
    check(
        "a.txt",
        b"x",
        &[("a.txt", r#"{"schema":"wiremill.job/1","id":"a.txt","format":"text","body":"x"}"#)],
    );
}

#[test]
fn text_is_decoded() {
    check_body("a.txt", "é".as_bytes(), "é");
    check_body("a.txt", b"\xef\xbb\xbf\xc3\xa9", "é");
    check_body("a.txt", b"\xff\xfea\0\xe9\0", "aé");
    check_body("a.txt", b"caf\xe9 \x93x\x94", "café “x”");
    check_body("a.htm", b"<META charset='iso-8859-2'>\xb1", "<META charset='iso-8859-2'>ą");
    check_body(
        "a.htm",
        b"<meta content=\"text/html; charset=shift_jis\">\x82\xa0",
        "<meta content=\"text/html; charset=shift_jis\">あ",
    );
    check_body("a.txt", b"\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0", "Привет, мир");
    check_body("a.htm", "<meta charset=latin1>é".as_bytes(), "<meta charset=latin1>é");
    check_body("a.htm", b"<meta charset=nonsense>\xe9", "<meta charset=nonsense>é");
}

#[test]
fn what_is_too_large_is_rejected_as_such() {
    for content in [vec![b'x'; 5000], [b"\xff\xfe".to_vec(), b"a\0".repeat(2500)].concat()] {
        let folder = folder_of(&[("a.txt", &content)]);
        let input = read(&[folder.path().join("a.txt")], &config()).next().unwrap().unwrap();
        assert_eq!(crate::job::Job::decode(&input.job, &config().limits).unwrap_err().code(), "too_large");
    }
}

#[test]
fn packed_files_are_unpacked() {
    check(
        "a.jsonl.gz",
        &[gz(b"{}\n"), gz(b"{1}\n")].concat(),
        &[("a.jsonl.gz:1", "{}"), ("a.jsonl.gz:2", "{1}")],
    );
    check("a.jsonl.zst", &zstd::encode_all(&b"{}\n"[..], 1).unwrap(), &[("a.jsonl.zst:1", "{}")]);
    // Only named so.
    check("a.jsonl.gz", b"{}\n", &[("a.jsonl.gz:1", "{}")]);
}

#[test]
fn a_file_cut_short_gives_what_it_holds_and_an_error() {
    let mut packed = gz("{}\n".repeat(1000).as_bytes());
    packed.truncate(packed.len() - 4);
    let folder = folder_of(&[("a.jsonl.gz", &packed), ("b.jsonl", b"{}")]);
    let found = all(&folder, &["a.jsonl.gz", "b.jsonl"]);
    assert_eq!(found.len(), 1002);
    assert!(found[1000].1.starts_with("reading a.jsonl.gz:1001"), "{:?}", found[1000]);
    assert_eq!(found[1001].0, "b.jsonl:1");
}

/// A gzip file of which one member was cut short: the next one begins where its content should go on.
fn with_a_member_cut(members: &[&[u8]], cut: usize) -> Vec<u8> {
    let pack = |(at, member): (usize, &&[u8])| {
        let packed = gz(member);
        if at == cut { packed[..packed.len() * 2 / 3].to_vec() } else { packed }
    };
    members.iter().enumerate().flat_map(pack).collect()
}

#[test]
fn what_follows_a_damaged_member_is_read() {
    let cut = with_a_member_cut(&[b"{1}\n", b"{\"id\": \"a\", \"body\": \"b\"}\n", b"{3}\n", b"{4}\n"], 1);
    let between = [gz(b"{1}\n"), vec![7; 100_000], gz(b"{3}\n"), gz(b"{4}\n")].concat();
    for packed in [cut, between] {
        let folder = folder_of(&[("a.jsonl.gz", &packed)]);
        let found: Vec<String> = all(&folder, &["a.jsonl.gz"]).into_iter().map(|(_, job)| job).collect();
        let [one, error, rest @ ..] = &found[..] else { panic!("{found:?}") };
        assert!(
            error.contains("reading a.jsonl.gz:2: ") && error.ends_with("; going on with what follows"),
            "{error}"
        );
        assert_eq!((one.as_str(), rest), ("{1}", &["{3}".to_owned(), "{4}".to_owned()][..]));
    }
}

#[test]
fn what_stands_behind_a_packed_file_is_passed_over() {
    for behind in [vec![0; 200_000], b"not gzip".to_vec(), vec![0x1f], Vec::new()] {
        let packed = [gz(b"{1}\n"), gz(b"{2}\n"), behind].concat();
        check("a.jsonl.gz", &packed, &[("a.jsonl.gz:1", "{1}"), ("a.jsonl.gz:2", "{2}")]);
    }
}

#[test]
fn a_bomb_ends_in_an_error() {
    let bomb = zstd::encode_all(std::io::repeat(b'x').take(300 << 20), 1).unwrap();
    let folder = folder_of(&[("a.jsonl.zst", &bomb), ("b.txt.zst", &bomb), ("c.jsonl", b"{}")]);
    let found = all(&folder, &["a.jsonl.zst", "b.txt.zst", "c.jsonl"]);
    assert!(found[0].1.contains("times as many"), "{:?}", found[0]);
    // Of a text no more is unpacked than a job may hold.
    assert!(found[1].1.len() < 2000);
    assert_eq!(found[2].1, "{}");
}

#[test]
fn folders_are_walked_in_order() {
    let files: [(&str, &[u8]); 7] = [
        ("in/b.html", b"x"),
        ("in/a/2.txt", b"x"),
        ("in/a/10.txt", b"x"),
        ("in/.hidden/c.txt", b"x"),
        ("in/picture.jpg", b"x"),
        ("in/z.jsonl", b"{}\n{}"),
        ("out.txt", b"x"),
    ];
    let folder = folder_of(&files);
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(folder.path().join("in"), folder.path().join("in/loop")).unwrap();
        symlink(folder.path().join("out.txt"), folder.path().join("in/outside.txt")).unwrap();
        symlink(folder.path().join("in/b.html"), folder.path().join("in/c.html")).unwrap();
    }
    let found = all(&folder, &["in"]);
    let origins: Vec<_> = found.iter().map(|(origin, _)| origin.as_str()).collect();
    let mut expected = vec!["in/a/10.txt", "in/a/2.txt", "in/b.html", "in/z.jsonl:1", "in/z.jsonl:2"];
    if cfg!(unix) {
        expected.insert(3, "in/c.html");
    }
    assert_eq!(origins, expected);
    assert!(found[0].1.contains(r#""id":"a/10.txt""#), "{:?}", found[0]);
}

#[test]
fn progress_adds_up() {
    let folder = folder_of(&[("in/a.jsonl", b"{}\n{}\n"), ("in/b.txt.gz", &gz(b"text"))]);
    let mut inputs = read(&[folder.path().to_owned(), folder.path().join("missing")], &config());
    assert_eq!(inputs.by_ref().filter(Result::is_err).count(), 1);
    assert_eq!(Some(inputs.bytes_read()), inputs.total_bytes());
    assert_eq!(read(&[PathBuf::from("-")], &config()).total_bytes(), None);
}

#[test]
fn a_missing_file_is_an_error_that_names_it_and_stops_nothing() {
    let folder = folder_of(&[("b.txt", b"x")]);
    let found = all(&folder, &["a.txt", "b.txt"]);
    assert!(found[0].1.starts_with("reading a.txt: "), "{:?}", found[0]);
    assert_eq!(found[1].0, "b.txt");
}

#[test]
fn a_file_of_another_name_is_told_by_its_content() {
    for (content, origin, format) in [
        ("{\"id\":1}\n{\"id\":2}", "a.dat:1", ""),
        ("{\n\"id\":1}", "a.dat:1", ""),
        ("[{}]", "a.dat:1", ""),
        ("\n<!doctype html>", "a.dat", r#""format":"html""#),
        ("Some text.", "a.dat", r#""format":"text""#),
    ] {
        let folder = folder_of(&[("a.dat", content.as_bytes())]);
        let found = all(&folder, &["a.dat"]);
        assert_eq!(found[0].0, origin, "{content}");
        assert!(found[0].1.contains(format), "{content}");
    }
}

#[test]
fn ids_are_legal_whatever_the_name() {
    use std::os::unix::ffi::OsStrExt as _;
    let name = |bytes: &[u8]| id(Path::new(OsStr::from_bytes(bytes)));
    assert!(name(b"a/b\n.html").starts_with("a/b\u{fffd}.html~"), "{}", name(b"a/b\n.html"));
    // Names that look alike once they are legal.
    for (one, two) in
        [(&b"a\xff"[..], &b"a\xfe"[..]), (b"a\x01", b"a\x02"), (b"a\x01", "a\u{fffd}".as_bytes())]
    {
        assert_ne!(name(one), name(two));
    }
    let (one, two) = (format!("{}1", "é".repeat(200)), format!("{}2", "é".repeat(200)));
    let (one, two) = (id(Path::new(&one)), id(Path::new(&two)));
    assert!(one.len() <= MAX_ID_BYTES && one != two, "{one} {two}");
}

fn record(kind: &str, block: &[u8]) -> Vec<u8> {
    let header = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{}>\r\nWARC-Target-URI: https://example.org/2024/news\r\nContent-Length: {}\r\n\r\n",
        block.len(),
        block.len()
    );
    [header.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(header: &str, body: &[u8]) -> Vec<u8> {
    record("response", &[format!("HTTP/1.1 {header}\r\n\r\n").as_bytes(), body].concat())
}

/// Checks the bodies of the pages in an archive, or the beginnings of errors.
#[track_caller]
fn check_warc(records: &[Vec<u8>], bodies: &[&str]) {
    let folder = folder_of(&[
        ("a.warc", &records.concat()),
        ("b.warc.gz", &records.iter().flat_map(|r| gz(r)).collect::<Vec<_>>()),
    ]);
    for name in ["a.warc", "b.warc.gz"] {
        let found: Vec<String> = read(&[folder.path().join(name)], &config())
            .map(|input| match input {
                Ok(input) => {
                    let job = crate::job::Job::decode(&input.job, &config().limits);
                    job.map_or_else(|error| error.code().to_owned(), |job| job.body)
                }
                Err(error) => error.root_cause().to_string(),
            })
            .collect();
        assert_eq!(found, bodies, "{name}");
    }
}

#[test]
fn archives_give_their_pages() {
    const PAGE: &str = "200 OK\r\nContent-Type: text/html";
    check_warc(
        &[
            record("warcinfo", b"software: test\r\n"),
            response(&format!("{PAGE}; charset=iso-8859-1"), b"<p>\xe9"),
            response("404 Not Found\r\nContent-Type: text/html", b"<p>no"),
            response("200 OK\r\nContent-Type: image/png", b"no"),
            record("request", b"GET / HTTP/1.1\r\n\r\n"),
            response(
                &format!("{PAGE}\r\nTransfer-Encoding: chunked"),
                b"3\r\n<p>\r\n2;x=y\r\nyz\r\n0\r\n\r\n",
            ),
            response(&format!("{PAGE}\r\nTransfer-Encoding: chunked"), b"<p>undone"),
            response(&format!("{PAGE}\r\nContent-Encoding: gzip"), &gz(b"<p>packed")),
            response(&format!("{PAGE}\r\nContent-Encoding: gzip"), b"<p>unpacked"),
            response(&format!("{PAGE}\r\nContent-Encoding: gzip"), &gz(&b"x".repeat(1 << 20))),
            // "<p>brotli": one block of plain bytes, and the end.
            response(&format!("{PAGE}\r\nContent-Encoding: br"), b"\x0b\x04\x80<p>brotli\x03"),
            response(&format!("{PAGE}\r\nContent-Encoding: br"), b"<p>undone"),
            response(
                &format!("{PAGE}\r\nContent-Encoding: zstd"),
                &zstd::encode_all(&b"<p>zstd"[..], 1).unwrap(),
            ),
            response(&format!("{PAGE}\r\nContent-Encoding: zstd"), b"<p>undone"),
            response(PAGE, &b"x".repeat(1 << 20)),
            response(PAGE, b"<p>last"),
        ],
        &[
            "<p>é", "<p>yz", "<p>undone", "<p>packed", "<p>unpacked", "too_large", "<p>brotli", "<p>undone",
            "<p>zstd", "<p>undone", "too_large", "<p>last",
        ],
    );
}

#[test]
fn broken_archives_end_in_an_error() {
    check_warc(&[b"nonsense\r\n\r\n".to_vec()], &["no WARC record begins with \"nonsense\""]);
    check_warc(&[b"WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_vec()], &["the record states no length"]);
    check_warc(
        &[b"WARC/1.0\r\nContent-Length: 9\r\n\r\nabc".to_vec()],
        &["the archive ends within a record"],
    );
    check_warc(&[b"x".repeat(100_000)], &["a header is longer than 65536 bytes"]);
    check_warc(&[], &[]);
}

#[test]
fn codings_are_undone_in_turn_however_they_are_written() {
    let response = |codings: &str, body: &[u8]| {
        response(&format!("200 OK\r\nContent-Type: text/html\r\n{codings}"), body)
    };
    let chunked = |body: &[u8]| [format!("{:x}\r\n", body.len()).as_bytes(), body, b"\r\n0\r\n\r\n"].concat();
    check_warc(
        &[
            response("Transfer-Encoding: Chunked", &chunked(b"<p>one")),
            response("Transfer-Encoding: gzip, chunked", &chunked(&gz(b"<p>two"))),
            response("Transfer-Encoding: gzip\r\nTransfer-Encoding: CHUNKED", &chunked(&gz(b"<p>three"))),
            response("Content-Encoding: GZip\r\nTransfer-Encoding: chunked", &chunked(&gz(b"<p>four"))),
            response("Content-Encoding: deflate, gzip\r\nTransfer-Encoding: identity", &gz(b"<p>five")),
        ],
        &["<p>one", "<p>two", "<p>three", "<p>four", "<p>five"],
    );
}

#[test]
fn xhtml_and_resources_are_pages() {
    let resource = |kind: &str| {
        let resource = String::from_utf8(record("resource", b"<p>resource")).unwrap();
        resource.replacen("\r\n", &format!("\r\nContent-Type: {kind}\r\n"), 1).into_bytes()
    };
    check_warc(
        &[
            response("200 OK\r\nContent-Type: application/xhtml+xml; charset=utf-8", b"<p>xhtml"),
            resource("text/html"),
            resource("image/png"),
        ],
        &["<p>xhtml", "<p>resource"],
    );
}

#[test]
fn what_follows_a_broken_record_is_read() {
    let good = |text: &str| response("200 OK\r\nContent-Type: text/html", text.as_bytes());
    let broken = |from: &str, to: &str| {
        String::from_utf8(good("<p>broken\nand two lines")).unwrap().replace(from, to).into_bytes()
    };
    check_warc(
        &[
            good("<p>one"),
            broken("Content-Length", "Length"),
            good("<p>two"),
            // Too short: what is left of the record begins none.
            broken("Content-Length: 6", "Content-Length: 5"),
            good("<p>three"),
        ],
        &[
            "<p>one",
            "the record states no length",
            "<p>two",
            "<p>broken\nand",
            "no WARC record begins with \" two lines\"",
            "<p>three",
        ],
    );
    let members = ["one", "two", "three", "four"].map(|text| good(&format!("<p>{text}")));
    let members: Vec<&[u8]> = members.iter().map(Vec::as_slice).collect();
    for cut in 0..4 {
        let folder = folder_of(&[("a.warc.gz", &with_a_member_cut(&members, cut))]);
        let found: Vec<bool> =
            read(&[folder.path().join("a.warc.gz")], &config()).map(|input| input.is_ok()).collect();
        assert_eq!(found, [0, 1, 2, 3].map(|at| at != cut));
    }
}

#[test]
fn archives_pass_over_what_is_no_article() {
    let page = |url: &str, page: &str| {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <{url}>\r\nWARC-Target-URI: {url}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    let taken = [
        "https://example.org/2024/05/12/bridge",
        "https://example.org/news/mayor-opens-old-bridge",
        "https://example.org/a12345.html",
        "https://example.org/news/bridge.html",
        "https://example.org/новости/мост",
    ];
    let passed_over = [
        "https://example.org",
        "https://example.org/",
        "https://example.org/?page=2",
        "https://example.org/news",
        "https://example.org/world/europe/",
        "https://example.org/tag/the-old-bridge",
        "https://example.org/index.html",
    ];
    let said = r#"<meta property="og:type" content="article"><p>x"#;
    let mut archive: String = taken.iter().chain(&passed_over).map(|url| page(url, "<p>x")).collect();
    archive += &page("https://example.org/bridge", said);
    let folder = folder_of(&[("a.warc", archive.as_bytes())]);
    let found = |config: &Config| -> Vec<String> {
        let inputs = read(&[folder.path().join("a.warc")], config);
        inputs.map(|input| crate::job::Job::decode(&input.unwrap().job, &config.limits).unwrap().id).collect()
    };
    let mut config = config();
    let mut expected = taken.to_vec();
    expected.push("https://example.org/bridge");
    assert_eq!(found(&config), expected);
    config.files.archives = crate::config::Archives::Pages;
    assert_eq!(found(&config).len(), taken.len() + passed_over.len() + 1);
}

#[test]
fn fields_of_other_names_are_jobs() {
    let folder = folder_of(&[
        ("a.jsonl", br#"{"key": "a", "content": "Hello."}"#),
        ("b.json", br#"[{"key": 2, "content": "Hi."}, 3]"#),
    ]);
    let mut config = config();
    config.files.fields.id = "key".to_owned();
    config.files.fields.body = "content".to_owned();
    let found: Vec<String> = read(&[folder.path().to_owned()], &config)
        .map(|input| String::from_utf8(input.unwrap().job).unwrap())
        .collect();
    assert_eq!(found, [r#"{"body":"Hello.","id":"a"}"#, r#"{"body":"Hi.","id":"2"}"#, "3"]);
}
