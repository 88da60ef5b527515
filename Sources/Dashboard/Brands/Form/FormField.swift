internal import Mustache

/// A field as the `form-field` template shows it.
struct FormField: Sendable {
    struct Option: Hashable, Sendable, MustacheParent {
        let optionValue: String
        let optionLabel: String
        var isChosen = false

        func child(named name: String) -> Any? {
            switch name {
            case "optionValue": optionValue
            case "optionLabel": optionLabel
            case "isChosen": isChosen
            default: nil
            }
        }

        init(_ value: String, _ label: String) {
            optionValue = value
            optionLabel = label
        }
    }

    let fieldName: String
    let fieldLabel: String
    let fieldValue: String
    let fieldHint: String?
    let fieldError: String?
    /// What is stored, where somebody changed it while the form was open and it differs from what the form holds.
    let fieldNow: String?
    /// For who only reads.
    let shown: String
    let isEmpty: Bool
    let isRequired: Bool
    let isLine: Bool
    let isText: Bool
    let isChoice: Bool
    let isSeveral: Bool
    let isFlag: Bool
    /// Whether a `label` element stands over one control.
    let hasLabel: Bool
    let isChecked: Bool
    let options: [Option]
    /// Of characters; `nil` where the field as a whole has no bound.
    let most: Int?
    let rowCount: Int

    /// - Parameter now: what is stored; `nil` where nobody was faster.
    init(_ spec: FieldSpec, _ values: FormValues, error: String? = nil, now: FormValues? = nil) {
        let value = values[spec.name]
        fieldName = spec.name
        fieldLabel = spec.label
        fieldValue = value
        fieldHint = spec.hint
        fieldError = error
        fieldNow = now.flatMap { now in
            let stored = spec.words(now[spec.name])
            return now[spec.name] == value ? nil : stored.isEmpty ? "nothing" : stored
        }
        shown = spec.words(value)
        isEmpty = shown.isEmpty
        isRequired = spec.isRequired
        isChecked = !value.isEmpty
        var most: Int?
        var rowCount = 4
        var options: [Option] = []
        var (isLine, isText, isChoice, isSeveral, isFlag) = (false, false, false, false, false)
        switch spec.kind {
        case .line(let bound): (isLine, most) = (true, bound)
        case .text(let bound): (isText, most, rowCount) = (true, bound, bound > 10_000 ? 12 : 5)
        case .lines: (isText, rowCount) = (true, max(4, min(16, value.split(separator: "\n").count + 1)))
        case .choice(let known):
            isChoice = true
            options = known.choosing([value])
        case .several(let known, _):
            isSeveral = true
            options = known.choosing(value.split(separator: "\n").map(String.init))
        case .flag: isFlag = true
        }
        (self.isLine, self.isText, self.isChoice, self.isSeveral, self.isFlag) = (isLine, isText, isChoice, isSeveral, isFlag)
        hasLabel = !isFlag && !isSeveral
        (self.most, self.rowCount, self.options) = (most, rowCount, options)
    }
}
