/// A place where a token stands.
struct ScanPlace: Encodable {
    enum Kind: String, Encodable {
        case file
        /// The name of a file or directory.
        case fileName = "file_name"
        case standardInput = "standard_input"
        /// A file in a commit.
        case gitFile = "git_file"
        /// The message of a commit, or another part of it.
        case gitCommit = "git_commit"
        case gitTag = "git_tag"
        /// The name of a file in a commit.
        case gitTree = "git_tree"
        /// A file that git keeps and that is in no commit, such as one that was only staged.
        case gitBlob = "git_blob"
    }

    let kind: Kind
    @OrNull var path: String?
    @OrNull var offset: Int?
    @OrNull var line: Int?
    @OrNull var column: Int?
    /// The repository's directory.
    @OrNull var repository: String?
    @OrNull var commit: String?
    @OrNull var object: String?
    @OrNull var tag: String?

    init(_ kind: Kind, path: String?, at finding: ContentScanner.Finding? = nil) {
        self.kind = kind
        self.path = path
        offset = finding?.offset
        line = finding?.line
        column = finding?.column
    }

    /// For one line of output: `config/prod.env:3:9 in commit 4f2c… of ../site`.
    var words: String {
        let path = path ?? ""
        let spot = line.map { ":\($0):\(column ?? 1)" } ?? ""
        let home = repository.map { " of \($0)" } ?? ""
        let object = object ?? ""
        return switch kind {
        case .file: path + spot
        case .fileName: "\(path) (in its name)"
        case .standardInput: "standard input\(spot)"
        case .gitFile: "\(path)\(spot) in commit \(commit ?? "")\(home)"
        case .gitCommit: "commit \(object)\(spot)\(home)"
        case .gitTag: "tag \(tag ?? "")\(spot)\(home) (object \(object))"
        case .gitTree: "a file's name in git tree \(object)\(home)"
        case .gitBlob: "git object \(object)\(spot)\(home) (in no commit)"
        }
    }
}
