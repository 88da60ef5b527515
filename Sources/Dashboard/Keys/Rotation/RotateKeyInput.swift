internal import APIKeys
internal import Catalog

/// What a person entered into the form that rotates a key.
struct RotateKeyInput: Hashable, Sendable {
    var overlap = Overlap.day.rawValue
    /// For an overlap of one's own choice.
    var hours = ""
    var quiet = Quiet.never.rawValue
    var expiry = ExpiryChoice.keep.rawValue
    var date = ""

    /// For how long the old key goes on to work; seconds.
    enum Overlap: String, CaseIterable, Sendable {
        case none = "0"
        case hour = "3600"
        case day = "86400"
        case threeDays = "259200"
        case week = "604800"
        case other

        var label: String {
            switch self {
            case .none: "Not at all"
            case .hour: "1 hour"
            case .day: "24 hours"
            case .threeDays: "3 days"
            case .week: "7 days"
            case .other: "Other…"
            }
        }

        /// `nil` for a number of hours, which the person gives.
        var duration: Duration? { Int(rawValue).map { .seconds($0) } }
    }

    /// The silence after which the old key is ended early; seconds.
    enum Quiet: String, CaseIterable, Sendable {
        case never
        case hour = "3600"
        case sixHours = "21600"
        case day = "86400"

        var label: String {
            switch self {
            case .never: "No, keep it until then"
            case .hour: "silent for 1 hour"
            case .sixHours: "silent for 6 hours"
            case .day: "silent for 24 hours"
            }
        }

        var duration: Duration? { Int(rawValue).map { .seconds($0) } }
    }

    init() {}

    init(_ fields: FormFields) {
        overlap = fields["overlap"]
        hours = fields["overlap_hours"]
        quiet = fields["quiet"]
        expiry = fields["expiry"]
        date = fields["expiry_date"]
    }

    /// How the key is to be replaced, or everything that stands against it at once.
    func request(_ choices: ExpiryChoices) -> Result<RotationRequest, RotateKeyProblems> {
        var problems = RotateKeyProblems()
        let overlap = readOverlap(&problems)
        let silence = readQuiet(overlap, &problems)
        let end = choices.moment(of: expiry, date: date)
        if case .failure(let problem) = end { problems.byField[.expires] = problem.message }
        guard problems.byField.isEmpty, let overlap, case .success(let expiry) = end else { return .failure(problems) }
        var request = RotationRequest(overlap: overlap, quietFor: silence)
        request.expiresAt = expiry
        return .success(request)
    }

    private func readOverlap(_ problems: inout RotateKeyProblems) -> Duration? {
        guard let choice = Overlap(rawValue: overlap) else {
            problems.byField[.overlap] = "Choose for how long the old key goes on to work."
            return nil
        }
        if let duration = choice.duration { return duration }
        let most = Int(RotationRequest.longestOverlap.components.seconds / 3600)
        guard let count = Int(hours.trimmed), (1...most).contains(count) else {
            problems.byField[.overlap] = "Write a whole number of hours, from 1 to \(most) (7 days)."
            return nil
        }
        return .seconds(count * 3600)
    }

    private func readQuiet(_ overlap: Duration?, _ problems: inout RotateKeyProblems) -> Duration? {
        guard let choice = Quiet(rawValue: quiet) else {
            problems.byField[.quiet] = "Choose whether the old key may end early."
            return nil
        }
        // Without an overlap there is nothing to end early, whatever stands in the form.
        guard let silence = choice.duration, let overlap, overlap > .zero else { return nil }
        if silence > overlap {
            problems.byField[.quiet] =
                "The old key is kept for \(overlap.words), so it cannot be silent for \(silence.words) within that. Choose less."
        }
        return silence
    }
}

enum RotateKeyField: String, CaseIterable, Sendable {
    case overlap, quiet, expires

    /// - Parameter field: as the catalog names it.
    init(catalog field: String) {
        switch field {
        case "quiet_seconds": self = .quiet
        case "expires_at": self = .expires
        default: self = .overlap
        }
    }
}

struct RotateKeyProblems: Error, Hashable, Sendable {
    var byField: [RotateKeyField: String] = [:]

    var summary: [Problem] {
        RotateKeyField.allCases.compactMap { field in
            byField[field].map { Problem(anchor: field.rawValue, message: $0) }
        }
    }
}
