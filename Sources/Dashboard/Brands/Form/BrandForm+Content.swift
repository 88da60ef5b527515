internal import Catalog

/// The forms over what a brand itself is: one for each of these sections.
extension BrandForm {
    /// - Returns: `nil` for a section that is a list with pages of its own.
    init?(_ section: SettingsSection) {
        switch section {
        case .names: self.init(content: Self.names)
        case .about: self.init(content: Self.about)
        case .websites: self.init(content: Self.websites)
        case .topics: self.init(content: Self.topics)
        case .competitors, .personas, .stages: return nil
        }
    }

    /// A field, and where its value stands in a brand.
    private struct ContentField: Sendable {
        let spec: FieldSpec
        let get: @Sendable (BrandContent) -> String
        let set: @Sendable (inout BrandContent, FormValues) -> Void

        init(
            _ spec: FieldSpec, _ get: @escaping @Sendable (BrandContent) -> String,
            _ set: @escaping @Sendable (inout BrandContent, FormValues) -> Void
        ) {
            self.spec = spec
            self.get = get
            self.set = set
        }
    }

    private init(content fields: [ContentField]) {
        self.init(
            specs: { _ in fields.map(\.spec) },
            read: { brand in
                var values = FormValues()
                for field in fields { values[field.spec.name] = field.get(brand.content) }
                return values
            },
            write: { values, state in
                for field in fields { field.set(&state.content, values) }
                return { field in
                    let parts = field.split(separator: ".")
                    return (String(parts.first ?? ""), parts.count > 1 ? Int(parts[1]) : nil)
                }
            })
    }

    private static let names = [
        ContentField(
            FieldSpec("name", "Name", .line(most: 200), isRequired: true), { $0.name }, { $0.name = $1["name"] }),
        ContentField(
            FieldSpec(
                "alternative_names", "Also called", .lines,
                hint: "One on each line: short forms, old names, the name with its suffix. Each counts as a mention."),
            { FormValues.lines($0.alternativeNames) }, { $0.alternativeNames = $1.lines("alternative_names") }),
        ContentField(
            FieldSpec(
                "excluded_names", "Never meant by", .lines,
                hint:
                    "One on each line: phrases that hold a name but mean something else, such as a street called like the brand."),
            { FormValues.lines($0.excludedNames) }, { $0.excludedNames = $1.lines("excluded_names") }),
        ContentField(
            FieldSpec(
                "case_sensitive", "Capital letters count", .flag,
                hint: "For a name that is also an ordinary word: then Target is the brand, and target is not."),
            { FormValues.flag($0.caseSensitive) }, { $0.caseSensitive = $1.flag("case_sensitive") }),
    ]

    private static let about = [
        ContentField(
            FieldSpec("description", "Description", .text(most: 10_000), hint: "What it offers and to whom, in a few sentences."),
            { $0.description }, { $0.description = $1["description"] }),
        ContentField(
            FieldSpec(
                "language", "Language", .line(most: 2),
                hint: "Two letters of ISO 639-1, such as en or pt: what a prompt is in when its own language cannot be told.",
                isRequired: true),
            { $0.language }, { $0.language = $1["language"].trimmed.lowercased() }),
        ContentField(
            FieldSpec(
                "status", "Relationship",
                .choice(BrandContent.Status.allCases.map { FormField.Option($0.rawValue, $0.word) }),
                hint: "For an agency: what the brand is to you."),
            { $0.status.rawValue }, { $0.status = BrandContent.Status(rawValue: $1["status"]) ?? $0.status }),
    ]

    private static let websites = [
        ContentField(
            FieldSpec("website", "Main website", .line(most: 2083), hint: "Such as fabrikam.example."),
            { $0.website }, { $0.website = $1["website"] }),
        ContentField(
            FieldSpec(
                "alternative_websites", "Other websites", .lines,
                hint: "One on each line: shops, blogs, other countries. A website belongs to the brand or to one competitor."),
            { FormValues.lines($0.alternativeWebsites) }, { $0.alternativeWebsites = $1.lines("alternative_websites") }),
    ]

    private static let topics = [
        ContentField(
            FieldSpec("key_topics", "Topics", .lines, hint: "One on each line, such as accounting software."),
            { FormValues.lines($0.keyTopics) }, { $0.keyTopics = $1.lines("key_topics") })
    ]
}

extension BrandContent.Status {
    var word: String {
        switch self {
        case .lead: "Lead"
        case .prospect: "Prospect"
        case .customer: "Customer"
        }
    }
}
