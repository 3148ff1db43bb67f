using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace P2P.Sdk.Mail.Tests;

/// <summary>A certificate that no machine trusts.</summary>
internal static class TestCertificate
{
    /// <returns>Both as PEM.</returns>
    public static (string Key, string Certificate) Make()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return (key.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem());
    }

    public static string HashOf(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.GetCertHashString();
    }
}
