namespace P2P.GraphQL.Authentication;

/// <summary>The provider's keys could not be read, so that no token can be judged: nobody is signed out by it.</summary>
internal sealed class SignInUnavailableException(Exception inner) : Exception(Sentence, inner)
{
    public const string Sentence = "Sign-in does not answer at the moment. Try again shortly.";

    /// <summary>Seconds, as <c>Retry-After</c> says them.</summary>
    public const string RetryAfter = "10";
}
