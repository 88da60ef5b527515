internal import Catalog

/// A field of a form: what it is called, what it takes, and where its value stands among the form's values.
struct FieldSpec: Sendable {
    enum Kind: Sendable {
        /// One line of text.
        case line(most: Int)
        /// Several.
        case text(most: Int)
        /// A list: one item on each line.
        case lines
        case choice([FormField.Option])
        /// Any number of these, each on a line of the value; `none` says what an empty choice means.
        case several([FormField.Option], none: String)
        /// `yes`, or nothing.
        case flag
    }

    let name: String
    let label: String
    let kind: Kind
    var hint: String?
    var isRequired = false

    init(_ name: String, _ label: String, _ kind: Kind, hint: String? = nil, isRequired: Bool = false) {
        self.name = name
        self.label = label
        self.kind = kind
        self.hint = hint
        self.isRequired = isRequired
    }

    /// The value as the form shows it: browsers send line ends as CR LF, and we keep LF.
    func value(in fields: FormFields) -> String {
        let sent = fields[name]
        return switch kind {
        case .flag: sent.isEmpty ? "" : FormValues.yes
        case .several(let options, _):
            FormValues.lines(options.map(\.optionValue).filter(Set(fields.all(name)).contains))
        default: FormValues.withPlainLineEnds(sent)
        }
    }

    /// In words, for who only reads.
    func words(_ value: String) -> String {
        switch kind {
        case .flag: value.isEmpty ? "No" : "Yes"
        case .choice(let options): options.first { $0.optionValue == value }?.optionLabel ?? value
        case .several(_, let none) where value.isEmpty: none
        case .several(let options, _):
            options.filter { value.split(separator: "\n").contains($0.optionValue[...]) }.map(\.optionLabel).inWords
        default: value
        }
    }
}

/// What a form holds, by the names of its fields.
struct FormValues: Hashable, Sendable {
    static let yes = "yes"

    private var byName: [String: String] = [:]

    init() {}

    init(_ fields: FormFields, of specs: [FieldSpec]) {
        for spec in specs { byName[spec.name] = spec.value(in: fields) }
    }

    subscript(_ name: String) -> String {
        get { byName[name] ?? "" }
        set { byName[name] = newValue }
    }

    /// A list, one item on each line.
    func lines(_ name: String) -> [String] { TextLine.all(of: self[name]).map(\.text) }

    func flag(_ name: String) -> Bool { !self[name].isEmpty }

    static func flag(_ isSet: Bool) -> String { isSet ? yes : "" }
    static func lines(_ items: [String]) -> String { items.joined(separator: "\n") }

    static func withPlainLineEnds(_ text: String) -> String {
        // By bytes: CR LF is one character, and so is neither of the two.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var isAfterReturn = false
        for byte in text.utf8 {
            let isReturn = byte == UInt8(ascii: "\r")
            if !(isAfterReturn && byte == UInt8(ascii: "\n")) { bytes.append(isReturn ? UInt8(ascii: "\n") : byte) }
            isAfterReturn = isReturn
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Tells whether what a form began with is still so. FNV-1a, 64 bits: it protects nothing, since whoever sends the form may
    /// change all of it anyway.
    func fingerprint(_ specs: [FieldSpec]) -> String {
        let text = specs.map { "\($0.name)\u{1}\(self[$0.name])" }.joined(separator: "\u{2}")
        let hash = text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}

/// A line of a text field that says something.
struct TextLine: Hashable, Sendable {
    /// From 1, as people count.
    let number: Int
    /// Without space around it.
    let text: String

    static func all(of text: String) -> [TextLine] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            let line = String(line).trimmed
            return line.isEmpty ? nil : TextLine(number: index + 1, text: line)
        }
    }
}
