// For pages that bundle nothing: `<script type="module" src="https://meet.example.com/elements.js">`.
import "latchkey/elements/define";
