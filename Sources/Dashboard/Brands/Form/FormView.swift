internal import Catalog

/// A form over something that is stored, as the `brand-form` template shows it; for who may not change anything, what it would hold.
struct FormView: Sendable {
    let saveURL: String
    let seen: String
    let fields: [FormField]
    let mayChange: Bool
    /// Said before the button.
    let effect: String?
    let button: String
    let cancelURL: String?
    let problems: [Problem]

    init(
        _ form: BrandForm, of brand: Brand, values: FormValues? = nil, problems: FormProblems = FormProblems(),
        isStale: Bool = false, mayChange: Bool, saveURL: String, button: String = "Save", effect: String? = nil,
        cancelURL: String? = nil
    ) throws {
        self.init(
            form.specs(brand), stored: try form.read(brand), values: values, problems: problems, isStale: isStale,
            mayChange: mayChange, saveURL: saveURL, button: button, effect: effect, cancelURL: cancelURL)
    }

    /// - Parameters:
    ///   - values: what the form shows; what is stored when `nil`.
    ///   - isStale: whether somebody was faster.
    init(
        _ specs: [FieldSpec], stored: FormValues, values: FormValues? = nil, problems found: FormProblems = FormProblems(),
        isStale: Bool = false, mayChange: Bool, saveURL: String, button: String = "Save", effect: String? = nil,
        cancelURL: String? = nil
    ) {
        let values = values ?? stored
        seen = stored.fingerprint(specs)
        fields = specs.map { spec in
            FormField(spec, values, error: found.byField[spec.name], now: isStale ? stored : nil)
        }
        let problems = isStale ? FormProblems(whole: Self.stale) : found
        self.problems = problems.summary(specs.map(\.name), top: specs.first?.name ?? "main")
        self.mayChange = mayChange
        self.saveURL = saveURL
        self.button = button
        self.effect = effect
        self.cancelURL = cancelURL
    }

    static let stale =
        "Somebody else changed this while you had it open. What you typed is still here, and where something else is stored now, that stands beside it. Save again to replace it."
}
