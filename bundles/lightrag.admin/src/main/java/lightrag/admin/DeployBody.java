package lightrag.admin;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BiFunction;
import lightrag.api.InvalidInputException;
import lightrag.tenant.control.Deployment;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/** A jar in the body of a request: as the first file of a multipart form, or as it is. */
final class DeployBody {

    private static final int UNPROCESSABLE = 422;

    private DeployBody() {}

    /**
     * 200 when the jar was taken in, 422 when it was refused, with the reason.
     *
     * @param type of the body's content
     * @param name of a jar that is the body itself
     * @param deploy given the jar's file name and the jar
     */
    static Response answer(
            @Nullable String type,
            @Nullable String name,
            InputStream body,
            BiFunction<String, InputStream, Deployment> deploy)
            throws IOException {
        String given = type == null ? "" : type;
        Deployment outcome =
                given.startsWith("multipart/")
                        ? form(given, body, deploy)
                        : deploy.apply(Optional.ofNullable(name).orElse("upload.jar"), body);
        return AdminJson.response(
                outcome.outcome() == Deployment.Outcome.REFUSED ? UNPROCESSABLE : 200, outcome);
    }

    private static Deployment form(
            String type, InputStream body, BiFunction<String, InputStream, Deployment> deploy)
            throws IOException {
        try {
            FileItemIterator parts = new FileUpload().getItemIterator(new Form(type, body));
            while (parts.hasNext()) {
                FileItemStream part = parts.next();
                if (!part.isFormField()) {
                    try (InputStream jar = part.openStream()) {
                        return deploy.apply(Optional.ofNullable(part.getName()).orElse(""), jar);
                    }
                }
            }
        } catch (FileUploadException e) {
            throw new InvalidInputException("body", "The form can't be read: " + e.getMessage());
        }
        throw new InvalidInputException("file", "The form has no file.");
    }

    /** What the library wants to know of a request. */
    private record Form(String type, InputStream body) implements UploadContext {

        @Override
        public String getCharacterEncoding() {
            return "UTF-8";
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        @Deprecated
        public int getContentLength() {
            return -1;
        }

        @Override
        public long contentLength() {
            return -1;
        }

        @Override
        public InputStream getInputStream() {
            return body;
        }
    }
}
