internal import Catalog

/// A kind of part that has a list with pages of its own: competitors, personas.
protocol FormPart: BrandPartContent {
    static var section: SettingsSection { get }
    static var specs: [FieldSpec] { get }
    var values: FormValues { get }
    init(_ values: FormValues)
    /// Its line in the list under the name.
    var summary: String { get }
    /// What happens when one is archived.
    static var archiving: String { get }
}

extension CompetitorContent: FormPart {
    static let section = SettingsSection.competitors

    static let specs = [
        FieldSpec("name", "Name", .line(most: 200), isRequired: true),
        FieldSpec("alternative_names", "Also called", .lines, hint: "One on each line. Each counts as a mention."),
        FieldSpec(
            "excluded_names", "Never meant by", .lines,
            hint: "One on each line: phrases that hold a name but mean something else."),
        FieldSpec(
            "websites", "Websites", .lines,
            hint: "One on each line. A website belongs to the brand or to one competitor, never to two."),
        FieldSpec("case_sensitive", "Capital letters count", .flag, hint: "For a name that is also an ordinary word."),
    ]

    var values: FormValues {
        var values = FormValues()
        values["name"] = name
        values["alternative_names"] = FormValues.lines(alternativeNames)
        values["excluded_names"] = FormValues.lines(excludedNames)
        values["websites"] = FormValues.lines(websites)
        values["case_sensitive"] = FormValues.flag(caseSensitive)
        return values
    }

    init(_ values: FormValues) {
        self.init(name: values["name"])
        alternativeNames = values.lines("alternative_names")
        excludedNames = values.lines("excluded_names")
        websites = values.lines("websites")
        caseSensitive = values.flag("case_sensitive")
    }

    var summary: String {
        (websites.isEmpty ? ["no website yet"] : websites.prefix(3).map(\.self))
            .joined(separator: ", ") + (websites.count > 3 ? " and \(websites.count - 3) more" : "")
    }

    static let archiving =
        "New answers are no longer compared with it, and its websites are free for others. What was counted so far stays. It does not come back: to have it again, add it anew."
}

extension PersonaContent: FormPart {
    static let section = SettingsSection.personas

    static let specs = [
        FieldSpec("name", "Name", .line(most: 200), hint: "Such as finance lead of a small company."),
        FieldSpec(
            "description", "Description", .text(most: 10_000),
            hint: "What this person knows, needs and worries about, in a few sentences."),
    ]

    var values: FormValues {
        var values = FormValues()
        values["name"] = name
        values["description"] = description
        return values
    }

    init(_ values: FormValues) { self.init(name: values["name"], description: values["description"]) }

    var summary: String { description.oneLine(most: 160) }

    static let archiving =
        "Prompts that are asked for this persona keep it, with what was answered so far; new prompts cannot be given it. It does not come back: to have it again, add it anew."
}

extension FormPart {
    /// The form over one of them.
    static func form(_ id: Int) -> BrandForm {
        BrandForm(
            specs: { _ in specs },
            read: { brand in
                guard let part = brand[keyPath: parts].first(where: { $0.id == id }) else { throw noPart(id) }
                return part.content.values
            },
            write: { values, state in
                guard let index = state[keyPath: drafts].firstIndex(where: { $0.id == id }) else { throw noPart(id) }
                state[keyPath: drafts][index].content = Self(values)
                return locate(index)
            })
    }

    /// The form of a new one.
    static var newForm: BrandForm {
        BrandForm(
            specs: { _ in specs }, read: { _ in FormValues() },
            write: { values, state in
                state[keyPath: drafts].append(BrandPartDraft(id: nil, content: Self(values)))
                return locate(state[keyPath: drafts].count - 1)
            })
    }

    private static func locate(_ index: Int) -> BrandForm.Locate {
        let place = "\(listName).\(index)."
        return { field in
            guard field.hasPrefix(place) else { return ("", nil) }
            let parts = field.dropFirst(place.count).split(separator: ".")
            return (String(parts.first ?? ""), parts.count > 1 ? Int(parts[1]) : nil)
        }
    }

    private static func noPart(_ id: Int) -> CatalogError { .notFound("There is no \(noun) \(id) in use.") }
}

extension String {
    /// As a line of a list shows it: spaces and line ends run together, and cut where it goes on for too long.
    func oneLine(most: Int) -> String {
        // What is cut off is not looked at: a text may be very long.
        let words = prefix(most * 2).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > most || !dropFirst(most * 2).isEmpty ? words.prefix(most) + "…" : words
    }
}
