import { chat } from './chat.js';
import { open } from './entrance.js';

open(() => chat(document.getElementById('chat')));
