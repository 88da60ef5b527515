import Foundation
import Testing

@testable import Server

@Suite struct MailSettingsTests {
    @Test func withoutASettingThereIsNoMail() async throws {
        #expect(try await Self.mail([:]) == nil)
    }

    @Test func theUsualPortFollowsFromTheEncryption() async throws {
        for (security, port) in [("starttls", 587), ("implicit", 465), ("none", 25)] {
            let mail = try #require(
                try await Self.mail(["FROM": "a@b.example", "SMTP_HOST": "mx.example", "SMTP_TLS": security]))
            guard case .smtp(let relay) = mail.way else {
                Issue.record("\(mail)")
                return
            }
            #expect(relay.port == port && relay.host == "mx.example")
        }
    }

    @Test func aProgramTakesMailToo() async throws {
        let mail = try #require(try await Self.mail(["FROM": "Ann <a@b.example>", "SENDMAIL": "/usr/sbin/sendmail"]))
        #expect(mail.way == .sendmail("/usr/sbin/sendmail"))
        #expect(mail.from.name == "Ann")
    }

    @Test(arguments: [
        (["FROM": "a@b.example"], "no way for mail"),
        (["SMTP_HOST": "mx.example"], "needs mail.from"),
        (["FROM": "ann", "SMTP_HOST": "mx.example"], "must look like"),
        (["FROM": "a@b.example", "SMTP_HOST": "mx.example", "SENDMAIL": "/x"], "one way"),
        (["FROM": "a@b.example", "SMTP_HOST": "mx.example", "SMTP_TLS": "yes"], "mail.smtp.tls is \"yes\""),
        (["FROM": "a@b.example", "SMTP_HOST": "mx.example", "SMTP_PORT": "0"], "mail.smtp.port is \"0\""),
        (["FROM": "a@b.example", "SMTP_HOST": "mx.example", "SMTP_USER": "ann"], "needs both"),
        (
            [
                "FROM": "a@b.example", "SMTP_HOST": "mx.example", "SMTP_TLS": "none", "SMTP_USER": "ann",
                "SMTP_PASSWORD_FILE": "/p",
            ], "unencrypted"
        ),
        (
            [
                "FROM": "a@b.example", "SMTP_HOST": "127.mx.example", "SMTP_TLS": "none", "SMTP_USER": "ann",
                "SMTP_PASSWORD_FILE": "/p",
            ], "unencrypted"
        ),
    ])
    func whatDoesNotGoTogetherIsRefused(variables: [String: String], words: String) async throws {
        let error = await #expect(throws: OperatorError.self) { try await Self.mail(variables) }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    @Test func onThisMachineAPasswordMayGoUnencrypted() async throws {
        let mail = try await Self.mail([
            "FROM": "a@b.example", "SMTP_HOST": "127.0.0.1", "SMTP_TLS": "none", "SMTP_USER": "ann", "SMTP_PASSWORD_FILE": "/p",
        ])
        #expect(mail != nil)
    }

    private static func mail(_ variables: [String: String]) async throws -> MailSettings? {
        var environment = ["LATCHKEY_DATA": "/nowhere"]
        for (name, value) in variables { environment["LATCHKEY_MAIL_\(name)"] = value }
        return try await Settings.read(environment: environment).mail
    }
}
