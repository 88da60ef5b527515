internal import Catalog

/// What is wrong with a form.
struct FormProblems: Hashable, Sendable {
    /// By the names of its fields.
    var byField: [String: String] = [:]
    /// What concerns the whole form.
    var whole: String?

    init() {}

    init(whole: String) { self.whole = whole }

    /// - Returns: `nil` for an error that is not about what was sent.
    init?(_ error: CatalogError, _ values: FormValues, _ specs: [FieldSpec], _ locate: BrandForm.Locate) {
        switch error {
        case .invalid(let field, let message):
            let (name, index) = locate(field)
            guard let spec = specs.first(where: { $0.name == name }) else {
                whole = message
                return
            }
            byField[name] = Self.line(index, of: values[name], in: spec) + message
        case .domainTaken(let domain, _, _):
            if let (name, line) = Self.place(of: domain, values, specs) {
                byField[name] = line + error.message
            } else {
                whole = error.message
            }
        default: return nil
        }
    }

    /// In the order of the form. - Parameter top: where what concerns the whole form leads to.
    func summary(_ names: [String], top: String) -> [Problem] {
        (whole.map { [Problem(anchor: top, message: $0)] } ?? [])
            + names.compactMap { name in byField[name].map { Problem(anchor: name, message: $0) } }
    }

    /// `Line 3: ` for the item of that index in a list; the rest of the sentence follows.
    private static func line(_ index: Int?, of value: String, in spec: FieldSpec) -> String {
        guard let index, case .lines = spec.kind else { return "" }
        let lines = TextLine.all(of: value)
        return lines.indices.contains(index) ? "Line \(lines[index].number): " : ""
    }

    /// The field that holds the website, the longer lists first: the brand's main website gives way to nothing.
    private static func place(of domain: String, _ values: FormValues, _ specs: [FieldSpec]) -> (String, String)? {
        for spec in specs where spec.name.hasSuffix("websites") {
            let line = TextLine.all(of: values[spec.name]).first { DomainOwnership.isSame($0.text, domain) }
            if let line { return (spec.name, "Line \(line.number): ") }
        }
        return specs.first { $0.name == "website" || $0.name == "websites" }.map { ($0.name, "") }
    }
}
