internal import Catalog
package import Foundation

/// How mail leaves this server.
package struct MailSettings: Hashable, Sendable {
    package enum Way: Hashable, Sendable {
        /// The path of a program that takes a message as sendmail(8) does.
        case sendmail(String)
        case smtp(SMTPRelay)
    }

    package let from: MailAddress
    package let way: Way

    package init(from: MailAddress, way: Way) {
        self.from = from
        self.way = way
    }
}

/// The server that takes mail on.
package struct SMTPRelay: Hashable, Sendable {
    package enum Security: String, CaseIterable, Sendable {
        /// The connection is encrypted before anything is said of the mail (RFC 3207); a relay that cannot is not used.
        case starttls
        /// Encrypted from its first byte (RFC 8314 §3).
        case implicit
        case none

        fileprivate var port: Int {
            switch self {
            case .starttls: 587
            case .implicit: 465
            case .none: 25
            }
        }
    }

    package let host: String
    package let port: Int
    package let security: Security
    package let login: Login?
    /// A PEM file with who may vouch for the relay; the authorities of the system when `nil`.
    package let authorities: String?

    package struct Login: Hashable, Sendable {
        package let user: String
        /// Read anew for each mail, so that a password is changed without a restart.
        package let passwordFile: URL
    }

    /// - Parameter port: the usual one for `security` when `nil`.
    package init(host: String, port: Int? = nil, security: Security, login: Login? = nil, authorities: String? = nil) {
        self.host = host
        self.port = port ?? security.port
        self.security = security
        self.login = login
        self.authorities = authorities
    }
}

extension MailSettings {
    /// - Returns: `nil` when nothing is said of mail.
    /// - Throws: ``OperatorError`` for what does not go together.
    init?(_ values: [String: String]) throws {
        func value(_ setting: Setting) -> String? { values[setting.key] }
        let (sendmail, host) = (value(.mailSendmail), value(.mailHost))
        let way: Way
        switch (sendmail, host) {
        case (nil, nil):
            guard value(.mailFrom) == nil else {
                throw OperatorError("mail.from is set, but no way for mail: set mail.smtp.host, or mail.sendmail.")
            }
            return nil
        case (let path?, nil): way = .sendmail(path)
        case (nil, let host?): way = .smtp(try SMTPRelay(host: host, values))
        case (_?, _?):
            throw OperatorError("Both mail.sendmail and mail.smtp.host are set; mail takes one way. Unset one of them.")
        }
        guard let from = value(.mailFrom) else {
            throw OperatorError("Mail needs mail.from, the address that it comes from, such as latchkey@example.com.")
        }
        do {
            self.init(from: try MailAddress(from), way: way)
        } catch {
            throw OperatorError(
                "mail.from is \"\(from)\"; it must look like latchkey@example.com or Latchkey <latchkey@example.com>.")
        }
    }
}

extension SMTPRelay {
    fileprivate init(host: String, _ values: [String: String]) throws {
        func value(_ setting: Setting) -> String? { values[setting.key] }
        let text = value(.mailSecurity) ?? ""
        guard let security = Security(rawValue: text) else {
            let names = Security.allCases.map(\.rawValue).joined(separator: ", ")
            throw OperatorError("mail.smtp.tls is \"\(text)\"; it must be one of \(names).")
        }
        let port = try value(.mailPort).map { text in
            guard let port = Int(text), 1...65_535 ~= port else {
                throw OperatorError("mail.smtp.port is \"\(text)\"; it must be a number from 1 to 65535.")
            }
            return port
        }
        let login: Login?
        switch (value(.mailUser), value(.mailPasswordFile)) {
        case (nil, nil): login = nil
        case (let user?, let file?): login = Login(user: user, passwordFile: URL(filePath: file))
        default:
            throw OperatorError(
                "Signing in at the mail server needs both mail.smtp.user and mail.smtp.password.file; only one of them is set.")
        }
        guard login == nil || security != .none || LocalHost.isLocal(host) else {
            throw OperatorError(
                "mail.smtp.tls is none, so the password would travel to \(host) unencrypted. Set mail.smtp.tls to starttls or implicit."
            )
        }
        self.init(host: host, port: port, security: security, login: login, authorities: value(.mailAuthorities))
    }
}
